package org.espalier.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
import org.espalier.sweep.MadeUpPlan;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Progress;
import org.espalier.sweep.Results;
import org.espalier.sweep.Sweep;
import org.espalier.sweep.SweepPlan;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;

/**
 * The driver of a sweep of many stages on many executors that are simulated, with its journal on a
 * real disk: what a stage costs it in time and memory, and whether executors wait for it.
 */
public final class ScaleBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RunFormat FORMAT =
      new RunFormat(
          JournalLines::write,
          ScaleBench::entry,
          StatusJson::write,
          EventLines::write,
          EventLines::write);

  /** Few executors do not do more in a time that anybody would wait for. */
  private static final int STAGES_OF_ONE = 1000;

  private static final double MEAN_SECONDS = 60;

  /** What the bench itself remembers of a stage. */
  private static final long BYTES_OF_WORK = 40;

  /** Figures of one size. */
  private record Figures(
      int executors,
      int stages,
      double cpuMillisPerStage,
      double bytesPerStage,
      double busy,
      Duration simulated) {}

  private ScaleBench() {}

  public static void main(String[] arguments) throws Exception {
    int stages = List.of(arguments).contains("--quick") ? 10_000 : 100_000;
    run(10, 2_000);
    System.out.println(
        "| executors | stages | driver's CPU a stage, ms | driver's memory a stage, bytes "
            + "| executors busy until the tail | simulated hours |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    Figures last = null;
    for (int executors : new int[] {10, 100, 1000}) {
      last = run(executors, Math.min(stages, STAGES_OF_ONE * executors));
      System.out.printf(
          "| %,d | %,d | %.3f | %,.0f | %.1f %% | %,.1f |%n",
          last.executors(),
          last.stages(),
          last.cpuMillisPerStage(),
          last.bytesPerStage(),
          100 * last.busy(),
          last.simulated().toMinutes() / 60.0);
    }
    System.out.println();
    System.out.println(
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("bench", "scale")
                .put("executors", last.executors())
                .put("stages", last.stages())
                .put("cpu_ms_per_stage", last.cpuMillisPerStage())
                .put("bytes_per_stage", last.bytesPerStage())
                .put("busy", last.busy())));
  }

  private static Figures run(int executors, int stages) throws Exception {
    long heapBefore = heap();
    Path folder = Files.createTempDirectory(memory(), "espalier-scale");
    long cpuBefore = cpu();
    SweepPlan plan = MadeUpPlan.of(MadeUpPlan.sweepOf(stages / MadeUpPlan.ROUNDS));
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
      double cpuMillis = (cpu() - cpuBefore) / 1e6;
      long heap = heap() - heapBefore - BYTES_OF_WORK * work.size();
      int settled = sweep.status().done();
      if (results.variants().size() < plan.tree().stages().size()) {
        throw new IllegalStateException("only %d variants".formatted(results.variants().size()));
      }
      return new Figures(
          executors,
          settled,
          cpuMillis / settled,
          (double) heap / settled,
          busy(work, executors),
          Duration.between(Instant.EPOCH, simulator[0].now()));
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

  /**
   * Share of the executors' time that is work, until the last stage but those of the tail began.
   */
  private static double busy(List<double[]> work, int executors) {
    double[] starts = work.stream().mapToDouble(some -> some[0]).sorted().toArray();
    double tail = starts[starts.length - Math.min(starts.length, executors) - 1];
    double seconds =
        work.stream()
            .filter(some -> some[0] < tail)
            .mapToDouble(some -> Math.min(some[0] + some[1], tail) - some[0])
            .sum();
    return seconds / (tail * executors);
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
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

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
