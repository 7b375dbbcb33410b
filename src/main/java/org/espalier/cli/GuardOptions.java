package org.espalier.cli;

import java.util.List;
import org.espalier.plan.Guards;
import picocli.CommandLine.Option;

/** What pruning must not touch, on the command line. */
final class GuardOptions {
  @Option(
      names = "--floor",
      defaultValue = "1",
      description =
          "Channels that every group keeps at least, where channels are cut. Default: ${DEFAULT-VALUE}.")
  private int floor;

  @Option(
      names = "--round-to",
      defaultValue = "1",
      description =
          "Counts of channels are rounded up to a multiple of it, where channels are cut. Default: ${DEFAULT-VALUE}.")
  private int roundTo;

  @Option(
      names = "--leave",
      paramLabel = "LAYER",
      description =
          "A layer to be left alone, by its name in `inspect`; * stands for any letters. Repeatable.")
  private List<String> leave = List.of();

  /**
   * The guards.
   *
   * @throws IllegalArgumentException where a number makes no sense
   */
  Guards guards() {
    return new Guards(floor, roundTo, leave);
  }
}
