package org.espalier.spark.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.network.util.JavaUtils;
import org.espalier.sweep.StageMemory;

/**
 * What Spark has been told, and what of it would make a sweep go wrong, in silence or an hour from
 * now. Reads settings alone.
 *
 * @param settings Spark's, by name
 * @param driversThreads the driver's OMP_NUM_THREADS; null where it is not set
 * @param driversHeap bytes
 */
public record ClusterSettings(
    Map<String, String> settings, String driversThreads, long driversHeap) {
  private static final long MEBIBYTE = 1 << 20;
  private static final Pattern LOCAL_CORES = Pattern.compile("local\\[(\\d+|\\*)");

  /** What ND4J, Spark's own buffers and the JVM take beside all stages. */
  private static final long BESIDE_STAGES = 1024 * MEBIBYTE;

  public ClusterSettings {
    settings = Map.copyOf(settings);
  }

  /**
   * All that is wrong, each with what to change.
   *
   * @param stage what each keeps in memory
   */
  public List<String> problems(StageMemory stage) {
    List<String> problems = new ArrayList<>();
    if (is("spark.speculation")) {
      problems.add(
          "spark.speculation is on: stages differ in length by design, and slow ones would be run"
              + " twice. Set spark.speculation=false");
    }
    if (settings.containsKey("spark.default.parallelism")) {
      problems.add(
          "spark.default.parallelism is set: stages would be started by it, and not by the cores"
              + " that there are. Leave it out");
    }
    if (is("spark.dynamicAllocation.enabled") && !keepsWhatExecutorsHold()) {
      problems.add(
          "spark.dynamicAllocation.enabled is set without what it needs: leave out"
              + " spark.dynamicAllocation.shuffleTracking.enabled=false, or turn it off");
    }
    if (!isLocal()) {
      checkThreads(problems);
    }
    if (limitsMemory()) {
      checkOverhead(stage, problems);
    }
    heap().problem(stage, isLocal() ? "-Xmx" : "spark.executor.memory=").ifPresent(problems::add);
    return problems;
  }

  private boolean keepsWhatExecutorsHold() {
    return is("spark.shuffle.service.enabled")
        || !get("spark.dynamicAllocation.shuffleTracking.enabled", "true").equals("false")
        || is("spark.decommission.enabled");
  }

  /** Spark gives executors as many as it counts for a task, where nobody says otherwise. */
  private void checkThreads(List<String> problems) {
    String cpus = get("spark.task.cpus", "1");
    String threads = get("spark.executorEnv.OMP_NUM_THREADS", cpus);
    if (!threads.equals(cpus)) {
      problems.add(
          ("tasks compute on %s native threads (spark.executorEnv.OMP_NUM_THREADS) where Spark"
                  + " counts %s (spark.task.cpus). Set both alike")
              .formatted(threads, cpus));
    } else if (driversThreads != null && !driversThreads.equals(threads)) {
      problems.add(
          ("executors compute on %s native threads (spark.task.cpus) and this driver on %s"
                  + " (OMP_NUM_THREADS), but the count is part of what fixes a result's bits. Set"
                  + " both alike")
              .formatted(threads, driversThreads));
    }
  }

  private void checkOverhead(StageMemory stage, List<String> problems) {
    long heap = megabytes("spark.executor.memory", "1g");
    long share =
        (long) (heap * Double.parseDouble(get("spark.executor.memoryOverheadFactor", "0.1")));
    long overhead = megabytes("spark.executor.memoryOverhead", Math.max(384, share) + "m");
    int tasks = tasksOf(number("spark.executor.cores"));
    long needed = (BESIDE_STAGES + tasks * stage.model().outsideHeap()) / MEBIBYTE;
    if (overhead < needed) {
      problems.add(
          ("spark.executor.memoryOverhead is %d MiB, and what %d stages at a time keep outside the"
                  + " heap takes about %d: the cluster would kill executors. Set"
                  + " spark.executor.memoryOverhead=%dm, or more")
              .formatted(overhead, tasks, needed, needed));
    }
  }

  /**
   * Where no cores are set a standalone executor has its worker's, which only the cluster knows.
   */
  private ExecutorHeap heap() {
    double share =
        Double.parseDouble(
            get("spark.memory.fraction", Double.toString(ExecutorHeap.USUAL_CACHED_SHARE)));
    return isLocal()
        ? new ExecutorHeap(driversHeap, share, tasksOf(localCores()))
        : new ExecutorHeap(
            megabytes("spark.executor.memory", "1g") * MEBIBYTE,
            share,
            tasksOf(number("spark.executor.cores")));
  }

  private int localCores() {
    Matcher cores = LOCAL_CORES.matcher(master());
    if (!cores.lookingAt()) {
      return 1;
    }
    return cores.group(1).equals("*")
        ? Runtime.getRuntime().availableProcessors()
        : Integer.parseInt(cores.group(1));
  }

  private int tasksOf(int cores) {
    return Math.max(1, cores / number("spark.task.cpus"));
  }

  private boolean isLocal() {
    return master().startsWith("local");
  }

  /** Standalone workers let an executor have what it takes. */
  private boolean limitsMemory() {
    return master().startsWith("yarn") || master().startsWith("k8s");
  }

  private String master() {
    return get("spark.master", "local");
  }

  private boolean is(String name) {
    return get(name, "false").toLowerCase(Locale.ROOT).equals("true");
  }

  private int number(String name) {
    return Integer.parseInt(get(name, "1"));
  }

  private long megabytes(String name, String otherwise) {
    return JavaUtils.byteStringAsMb(get(name, otherwise));
  }

  private String get(String name, String otherwise) {
    return settings.getOrDefault(name, otherwise);
  }
}
