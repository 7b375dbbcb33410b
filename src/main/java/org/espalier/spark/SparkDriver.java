package org.espalier.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Engine;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.StageExecutor;

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
   */
  public static SparkDriver start(String name, String master) {
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "espalier " + name);
    if (master != null) {
      conf.set("spark.master", master);
    }
    if (!conf.contains("spark.master")) {
      conf.set("spark.master", "local[*]");
      conf.setIfMissing("spark.ui.enabled", "false");
    }
    if (conf.get("spark.master").startsWith("local")) {
      // The executor is this process. Spark would give it up after a nap of the machine.
      conf.setIfMissing("spark.storage.blockManagerHeartbeatTimeoutMs", "365d");
    }
    return new SparkDriver(JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf)));
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

  @Override
  public void close() {
    context.close();
  }
}
