package org.espalier.cli;

import org.espalier.codec.Family;
import org.espalier.codec.Names;
import org.espalier.criterion.Criterion;
import org.espalier.plan.Granularity;
import picocli.CommandLine.Option;

/** What is removed, and how important it is, on the command line. */
final class CriterionOptions {
  @Option(
      names = "--criterion",
      defaultValue = "l1",
      description = "One of those that `criteria` lists. Default: ${DEFAULT-VALUE}.")
  String criterion;

  @Option(
      names = "--granularity",
      defaultValue = "channel",
      description = "channel, weight, kernel, 2:4 or 1:4. Default: ${DEFAULT-VALUE}.")
  String granularity;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of random criteria. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--calibration-rows",
      defaultValue = "256",
      description = "Training rows to calibrate criteria with. Default: ${DEFAULT-VALUE}.")
  private int calibrationRows;

  int calibrationRows() {
    if (calibrationRows < 1) {
      throw new UserError("--calibration-rows must be 1 or more, not " + calibrationRows);
    }
    return calibrationRows;
  }

  Criterion criterion() {
    return named("--criterion", Names.CRITERIA, criterion);
  }

  Granularity granularity() {
    return named("--granularity", Names.GRANULARITIES, granularity);
  }

  /**
   * What an option names.
   *
   * @throws UserError where there is nothing of that name
   */
  static <T> T named(String option, Family<T> family, String name) {
    try {
      return family.named(name);
    } catch (IllegalArgumentException e) {
      throw new UserError(option + ": " + e.getMessage());
    }
  }
}
