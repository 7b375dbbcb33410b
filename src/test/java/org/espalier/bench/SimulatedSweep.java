package org.espalier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.espalier.codec.EventLines;
import org.espalier.codec.JournalLines;
import org.espalier.codec.StatusJson;
import org.espalier.codec.UnreadableJsonException;
import org.espalier.local.Simulator;
import org.espalier.store.RunDirectory;
import org.espalier.store.RunFormat;
import org.espalier.sweep.Entry;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Progress;
import org.espalier.sweep.Results;
import org.espalier.sweep.Sweep;
import org.espalier.sweep.SweepPlan;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;

/**
 * The real driver of a sweep, with its journal on a real disk, over executors that are simulated by
 * a clock of their own.
 *
 * @param sweep as it stands at its end
 * @param results of all stages
 * @param work of each visit when it began, and how long it took, in seconds
 * @param simulated how long the sweep would have taken
 */
record SimulatedSweep(Sweep sweep, Results results, List<double[]> work, Duration simulated) {
  static final RunFormat FORMAT =
      new RunFormat(
          JournalLines::write,
          SimulatedSweep::entry,
          StatusJson::write,
          EventLines::write,
          EventLines::write);

  private static final double MEAN_SECONDS = 60;

  /** Runs a plan to its end. */
  static SimulatedSweep run(SweepPlan plan, int executors) throws Exception {
    Path folder = Files.createTempDirectory(memory(), "espalier-simulated");
    List<double[]> work = new ArrayList<>();
    Simulator[] simulator = new Simulator[1];
    simulator[0] =
        new Simulator(
            executors,
            visit -> {
              VisitReport report = report(visit);
              double at = Duration.between(Instant.EPOCH, simulator[0].now()).toMillis() / 1e3;
              work.add(new double[] {at, report.seconds()});
              return report;
            });
    try (RunDirectory run = RunDirectory.open(folder.toString(), new Configuration(), FORMAT)) {
      Sweep sweep = new Sweep(plan, simulator[0], run, Progress.UNSEEN, simulator[0]);
      Results results = sweep.run();
      if (results.variants().size() < plan.tree().stages().size()) {
        throw new IllegalStateException("only %d variants".formatted(results.variants().size()));
      }
      return new SimulatedSweep(
          sweep, results, work, Duration.between(Instant.EPOCH, simulator[0].now()));
    } finally {
      delete(folder);
    }
  }

  /** Times vary by a factor of about three, as pruned models and machines do. */
  private static VisitReport report(Visit visit) {
    Random random = new Random(visit.stage().hashCode());
    long size = 100L + random.nextInt(900);
    Measured measured =
        new Measured(random.nextDouble(), 1, size, size, 10 * size, 4 * size, Map.of("a", 3));
    return VisitReport.done(
        "%s-%d-00000000.zip".formatted(visit.stage(), visit.number()),
        measured,
        MEAN_SECONDS * (0.5 + random.nextDouble()),
        "executor-" + random.nextInt(1000));
  }

  /** Where files are in memory: what a disk takes is nobody's CPU. */
  private static Path memory() {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static Entry entry(String line) {
    try {
      return JournalLines.read(line);
    } catch (UnreadableJsonException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
