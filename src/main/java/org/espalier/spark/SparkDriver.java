package org.espalier.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.espalier.spark.checks.ClusterHead;
import org.espalier.spark.checks.ClusterSettings;
import org.espalier.spark.checks.ExecutorHeap;
import org.espalier.spark.checks.UnfitClusterException;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Engine;
import org.espalier.sweep.Progress;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.StageExecutor;
import org.espalier.sweep.StageMemory;
import scala.Tuple2;

/** This process's Spark. */
public final class SparkDriver implements AutoCloseable {
  private final JavaSparkContext context;

  private SparkDriver(JavaSparkContext context) {
    this.context = context;
  }

  /**
   * Starts Spark by what spark-submit set; embedded, with all cores of this machine, where it set
   * no master.
   *
   * @param master null for spark-submit's
   * @param stage what each keeps in memory
   * @throws UnfitClusterException where stages would go wrong there, before anything has run
   */
  public static SparkDriver start(String name, String master, StageMemory stage) {
    SparkConf conf = withDefaults(new SparkConf(), name, master);
    check(conf, stage);
    return new SparkDriver(JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf)));
  }

  private static SparkConf withDefaults(SparkConf conf, String name, String master) {
    conf.setIfMissing("spark.app.name", "espalier " + name);
    if (master != null) {
      conf.set("spark.master", master);
    }
    if (!conf.contains("spark.master")) {
      conf.set("spark.master", "local[*]");
      conf.setIfMissing("spark.ui.enabled", "false");
    }
    // A shard travels in a fraction of the time in which it is trained on, so no core waits for it.
    conf.setIfMissing("spark.locality.wait", "0s");
    // An executor that stands still answers nobody. Whoever wants a shard of it reads the shard.
    conf.setIfMissing("spark.shuffle.io.connectionTimeout", "30s");
    conf.setIfMissing("spark.shuffle.io.maxRetries", "0");
    // A finalist's replicas come back all together: that is what the driver's heap is for.
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    // Whoever does not listen when told to end, in native code say, ends with its executor.
    conf.setIfMissing("spark.task.reaper.enabled", "true");
    conf.setIfMissing("spark.task.reaper.killTimeout", "60s");
    // Beside those of the user.
    String plugins = conf.get("spark.plugins", "");
    String ours = MissingDirectories.class.getName();
    conf.set("spark.plugins", plugins.isEmpty() ? ours : plugins + "," + ours);
    if (conf.get("spark.master").startsWith("local")) {
      // The executor is this process. Spark would give it up after a nap of the machine.
      conf.setIfMissing("spark.storage.blockManagerHeartbeatTimeoutMs", "365d");
    }
    return conf;
  }

  private static void check(SparkConf conf, StageMemory stage) {
    Map<String, String> settings =
        Arrays.stream(conf.getAll()).collect(Collectors.toMap(Tuple2::_1, Tuple2::_2));
    String threads = System.getenv("OMP_NUM_THREADS");
    long heap = Runtime.getRuntime().maxMemory();
    List<String> problems =
        new ArrayList<>(new ClusterSettings(settings, threads, heap).problems(stage));
    problems.addAll(ClusterHead.of(conf.get("spark.master"), hadoopConfiguration()).problems());
    if (!problems.isEmpty()) {
      throw new UnfitClusterException(problems);
    }
  }

  /** MiB of an executor's heap that do for one task at a time, by Spark's own settings. */
  public static long neededHeap(StageMemory stage) {
    return ExecutorHeap.neededMebibytes(stage);
  }

  public static String version() {
    return org.apache.spark.package$.MODULE$.SPARK_VERSION();
  }

  /** How file systems are reached by what spark-submit set; needs no Spark to run yet. */
  public static Configuration hadoopConfiguration() {
    return SparkHadoopUtil.get().newConfiguration(new SparkConf());
  }

  public StageExecutor executor(Engine engine, ShardSource data, Checkpoints checkpoints) {
    return new SparkExecutor(context, engine, data, checkpoints);
  }

  /** Shows how a sweep goes in Spark's metrics system, from now on. */
  public Progress metrics() {
    SweepMetrics metrics = new SweepMetrics();
    SparkEnv.get().metricsSystem().registerSource(metrics);
    return metrics;
  }

  @Override
  public void close() {
    context.close();
  }
}
