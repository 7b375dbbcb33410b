package org.espalier.cli;

import org.apache.hadoop.conf.Configuration;
import org.espalier.spark.SparkDriver;

/** How this process reaches files. */
final class FileAccess {
  private FileAccess() {}

  /** With {@code spark.hadoop.*} and the like where spark-submit has set something. */
  static Configuration configuration() {
    boolean submitted =
        System.getProperties().stringPropertyNames().stream()
            .anyMatch(name -> name.startsWith("spark."));
    Configuration conf = submitted ? SparkDriver.hadoopConfiguration() : new Configuration();
    // Where no data node can take the place of one that is gone, HDFS would rather end a journal
    // than have it go on with the replicas that are left.
    conf.setBoolean("dfs.client.block.write.replace-datanode-on-failure.best-effort", true);
    return conf;
  }
}
