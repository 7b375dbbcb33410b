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
    return submitted ? SparkDriver.hadoopConfiguration() : new Configuration();
  }
}
