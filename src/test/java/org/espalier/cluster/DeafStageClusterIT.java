package org.espalier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.espalier.engine.RandomShards;
import org.espalier.network.Shape;
import org.espalier.spark.SparkDriver;
import org.espalier.store.MemoryRun;
import org.espalier.sweep.BareEngine;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.StageExecutor;
import org.espalier.sweep.StageMemory;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law 8 for a stage in a call that never returns: on a cluster of one core, this is the driver. */
class DeafStageClusterIT {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.executor.extraClassPath", "%1$s/classes:%1$s/test-classes".formatted(target()),
          "spark.driver.host", "127.0.0.1",
          "spark.ui.enabled", "false",
          "spark.task.reaper.killTimeout", "5s");
  private static final ShardSource DATA = new RandomShards(new Shape(1, 1, 1), 1, List.of(1));

  @TempDir private Path folder;

  private final BlockingQueue<VisitReport> reports = new LinkedBlockingQueue<>();
  private Cluster cluster;

  private static Path target() {
    return Path.of("target").toAbsolutePath();
  }

  @BeforeEach
  void start() throws IOException {
    cluster = Cluster.up("--workers", "1", "--cores", "1");
    SETTINGS.forEach(System::setProperty);
  }

  @AfterEach
  void end() throws IOException {
    SETTINGS.keySet().forEach(System::clearProperty);
    cluster.close();
  }

  /** Its report does not wait for it, and its core comes back with another executor. */
  @Test
  void itsExecutorEndsWithIt() throws IOException, InterruptedException {
    Path begun = folder.resolve("begun");
    try (SparkDriver driver = SparkDriver.start("deaf", cluster.master(), StageMemory.NONE);
        StageExecutor executor =
            driver.executor(new Deaf(begun.toString()), DATA, new MemoryRun().checkpoints())) {
      submit(executor, "deaf");
      await(begun);
      ProcessHandle host = cluster.executors().get(0);

      executor.cancel("deaf");

      assertThat(reports.poll(5, TimeUnit.SECONDS)).isNotNull().matches(r -> !r.isDone());
      submit(executor, "next");
      assertThat(reports.poll(1, TimeUnit.MINUTES)).isNotNull().matches(VisitReport::isDone);
      assertThat(host.isAlive()).isFalse();
    }
  }

  private void submit(StageExecutor executor, String stage) {
    Origin origin = new Origin.Checkpoint(stage + ".zip");
    executor.submit(
        new Visit(stage, 1, 0, origin, null, null, 0, null, Scoring.NONE), reports::add);
  }

  private static void await(Path file) throws InterruptedException {
    for (int tenth = 0; tenth < 600 && !Files.exists(file); tenth++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(file).exists();
  }

  /** Leaves word that it has begun; hears neither a cancellation nor an interruption. */
  private static final class Deaf extends BareEngine {
    private static final long serialVersionUID = 1L;

    private final String begun;

    Deaf(String begun) {
      this.begun = begun;
    }

    @Override
    public VisitReport perform(
        Visit visit, ShardSource data, Checkpoints checkpoints, BooleanSupplier cancelled) {
      if (visit.stage().equals("deaf")) {
        create(Path.of(begun));
        while (true) {
          Thread.onSpinWait();
        }
      }
      return VisitReport.done(null, null, 0, "there");
    }

    private static void create(Path file) {
      try {
        Files.createFile(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
