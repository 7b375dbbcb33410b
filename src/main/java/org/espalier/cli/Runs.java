package org.espalier.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.espalier.codec.EnvironmentJson;
import org.espalier.codec.EventLines;
import org.espalier.codec.JournalLines;
import org.espalier.codec.StatusJson;
import org.espalier.codec.SweepFile;
import org.espalier.codec.UnreadableJsonException;
import org.espalier.store.RunDirectory;
import org.espalier.store.RunFormat;
import org.espalier.store.RunView;
import org.espalier.sweep.Entry;
import org.espalier.sweep.Results;
import org.espalier.sweep.VariantFront;
import org.espalier.sweep.spec.ObjectiveName;
import org.espalier.sweep.spec.SweepSpec;

/** Opens run directories, to drive a sweep or to look at one. */
final class Runs {
  static final String SPEC = "sweep.yaml";
  private static final RunFormat FORMAT =
      new RunFormat(
          JournalLines::write,
          Runs::entry,
          StatusJson::write,
          EventLines::write,
          EventLines::write);

  private Runs() {}

  /**
   * Opens a run to drive it. One that this sweep must not go on with is not touched: its own driver
   * may be at work.
   *
   * @param environment of this driver
   * @throws UserError where the directory holds the run of another spec, or one that was begun in
   *     an environment that gives other results
   */
  static RunDirectory drive(
      String uri, Configuration conf, SweepSpec spec, Map<String, ?> environment) {
    RunView before = RunDirectory.look(uri, conf, FORMAT);
    if (before.exists(SPEC)) {
      checkSame(
          "holds the run of another sweep file", before, SweepFile.differences(spec(before), spec));
      checkSame(
          "was begun with something else", before, environmentDifferences(before, environment));
      return RunDirectory.open(uri, conf, FORMAT);
    }
    RunDirectory run = RunDirectory.open(uri, conf, FORMAT);
    run.write(SPEC, SweepFile.write(spec).getBytes(StandardCharsets.UTF_8));
    return run;
  }

  private static void checkSame(String what, RunView run, List<String> differences) {
    if (!differences.isEmpty()) {
      throw new UserError(
          "%s %s: %s. Name another --out, or delete it."
              .formatted(run.location(), what, String.join("; ", differences)));
    }
  }

  /** A complete run, or one of which nothing is settled, has no results that others could spoil. */
  private static List<String> environmentDifferences(RunView run, Map<String, ?> environment) {
    if (run.exists(RunFiles.SUCCESS) || run.journal().isEmpty()) {
      return List.of();
    }
    return EnvironmentFacts.differences(environment(run), environment);
  }

  /** What a run's figures were made with; nothing where it does not say yet. */
  static Map<String, ?> environment(RunView run) {
    if (!run.exists(RunFiles.ENVIRONMENT)) {
      return Map.of();
    }
    try {
      return EnvironmentJson.read(text(run.read(RunFiles.ENVIRONMENT)));
    } catch (UnreadableJsonException e) {
      throw new UserError(
          "%s/%s: %s".formatted(run.location(), RunFiles.ENVIRONMENT, e.getMessage()));
    }
  }

  /** Looks at a run, finished or under way. */
  static RunView view(String uri) {
    return RunDirectory.read(uri, FileAccess.configuration(), FORMAT);
  }

  static SweepSpec spec(RunView run) {
    return specIn(text(run.read(SPEC)), run.location());
  }

  /**
   * The front of a run.
   *
   * @throws UserError where its dense model has not been scored yet
   */
  static VariantFront front(RunView run, Results results, List<ObjectiveName> objectives) {
    return results
        .front(objectives)
        .orElseThrow(
            () ->
                new UserError(
                    "%s has no frontier yet: its dense model is not scored"
                        .formatted(run.location())));
  }

  static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private static SweepSpec specIn(String text, String location) {
    return SweepFile.read(text, location + "/" + SPEC, List.of());
  }

  private static Entry entry(String line) {
    try {
      return JournalLines.read(line);
    } catch (UnreadableJsonException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
