package org.espalier.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
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
      new RunFormat(JournalLines::write, Runs::entry, StatusJson::write);

  private Runs() {}

  /**
   * Opens a run to drive it.
   *
   * @throws UserError where the directory holds the run of another spec
   */
  static RunDirectory drive(String uri, Configuration conf, SweepSpec spec) {
    RunDirectory run = RunDirectory.open(uri, conf, FORMAT);
    if (run.exists(SPEC)) {
      List<String> differences =
          SweepFile.differences(specIn(text(run.read(SPEC)), run.location()), spec);
      if (!differences.isEmpty()) {
        run.close();
        throw new UserError(
            "%s holds the run of another sweep file: %s. Name another --out, or delete it."
                .formatted(run.location(), String.join("; ", differences)));
      }
    } else {
      run.write(SPEC, SweepFile.write(spec).getBytes(StandardCharsets.UTF_8));
    }
    return run;
  }

  /** Looks at a run, finished or under way. */
  static RunView view(String uri) {
    return RunDirectory.read(uri, new Configuration(), FORMAT);
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
