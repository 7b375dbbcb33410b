package org.espalier.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.espalier.sweep.MadeUpPlan;
import org.espalier.sweep.SweepPlan;

/**
 * The driver of a sweep of many stages on many executors that are simulated, with its journal on a
 * real disk: what a stage costs it in time and memory, and whether executors wait for it.
 */
public final class ScaleBench {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Few executors do not do more in a time that anybody would wait for. */
  private static final int STAGES_OF_ONE = 1000;

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
    long cpuBefore = cpu();
    SweepPlan plan = MadeUpPlan.of(MadeUpPlan.sweepOf(stages / MadeUpPlan.ROUNDS));
    SimulatedSweep run = SimulatedSweep.run(plan, executors);
    double cpuMillis = (cpu() - cpuBefore) / 1e6;
    long heap = heap() - heapBefore - BYTES_OF_WORK * run.work().size();
    int settled = run.sweep().status().done();
    return new Figures(
        executors,
        settled,
        cpuMillis / settled,
        (double) heap / settled,
        busy(run.work(), executors),
        run.simulated());
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
}
