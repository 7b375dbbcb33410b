package org.espalier.spark;

import java.io.File;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.executor.ExecutorExitCode;

/**
 * Ends an executor whose local directories are gone, by a node manager that was started anew say,
 * or by whoever cleans up temporary files. Every task that Spark would give it fails; another
 * executor takes its place.
 */
public final class MissingDirectories implements SparkPlugin {
  @Override
  public DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new Watch();
  }

  private static final class Watch implements ExecutorPlugin {
    @Override
    public void onTaskFailed(TaskFailedReason reason) {
      SparkEnv here = SparkEnv.get();
      boolean embedded = here.executorId().equals("driver");
      File[] directories = here.blockManager().diskBlockManager().localDirs();
      if (!embedded && !Stream.of(directories).allMatch(File::isDirectory)) {
        Runtime.getRuntime().halt(ExecutorExitCode.DISK_STORE_FAILED_TO_CREATE_DIR());
      }
    }
  }
}
