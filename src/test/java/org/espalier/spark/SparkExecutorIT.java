package org.espalier.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.espalier.network.Shape;
import org.espalier.store.MemoryRun;
import org.espalier.sweep.BareEngine;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Rows;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.StageExecutor;
import org.espalier.sweep.StageMemory;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Visits on Spark that are ended before they are done. */
class SparkExecutorIT {
  private static final Semaphore BEGUN = new Semaphore(0);
  private static final CountDownLatch SHARD_1_READ = new CountDownLatch(1);

  private final BlockingQueue<VisitReport> reports = new LinkedBlockingQueue<>();
  private SparkDriver driver;
  private StageExecutor executor;

  @BeforeEach
  void start() {
    driver = SparkDriver.start("executor's test", "local[2]", StageMemory.NONE);
    executor = driver.executor(new Endless(), new OneRow(), new MemoryRun().checkpoints());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void aCancelledVisitIsReportedAsAFailureAndOthersGoOn() throws InterruptedException {
    begin("cancelled");
    begin("other");

    executor.cancel("cancelled");

    assertThat(reports.poll(1, TimeUnit.MINUTES)).isNotNull().matches(report -> !report.isDone());
    assertThat(reports.poll(1, TimeUnit.SECONDS)).as("the other's report").isNull();
    assertThat(executor.isGone()).isFalse();
  }

  /** Of three on two cores one waits: for its turn nobody is to lose time. */
  @Test
  void aVisitIsAtWorkFromItsTurnToItsEnd() throws InterruptedException {
    begin("first");
    begin("second");
    submit("third");

    await(() -> executor.isAtWork("first") && executor.isAtWork("second"));
    assertThat(executor.isAtWork("third")).isFalse();

    executor.cancel("first");
    await(() -> executor.isAtWork("third") && !executor.isAtWork("first"));
  }

  private static void await(BooleanSupplier that) throws InterruptedException {
    for (int tenth = 0; tenth < 600 && !that.getAsBoolean(); tenth++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(that.getAsBoolean()).isTrue();
  }

  @Test
  void shardsThatNobodyAskedForAreReadWhileAModelIsTrained() throws InterruptedException {
    begin("on shard 0");

    assertThat(SHARD_1_READ.await(1, TimeUnit.MINUTES)).isTrue();
  }

  /** The next driver does it again; as a failure it would be settled. */
  @Test
  void aVisitWhoseSparkStopsIsNotReported() throws InterruptedException {
    begin("interrupted");

    driver.close();

    assertThat(executor.isGone()).isTrue();
    assertThat(reports.poll(2, TimeUnit.SECONDS)).isNull();
  }

  private void submit(String stage) {
    Origin origin = new Origin.Checkpoint(stage + ".zip");
    executor.submit(
        new Visit(stage, 1, 0, origin, null, null, 0, null, Scoring.NONE), reports::add);
  }

  private void begin(String stage) throws InterruptedException {
    submit(stage);
    assertThat(BEGUN.tryAcquire(1, TimeUnit.MINUTES)).as("%s has begun", stage).isTrue();
  }

  /** Works until it is cancelled. */
  private static final class Endless extends BareEngine {
    private static final long serialVersionUID = 1L;

    @Override
    public VisitReport perform(
        Visit visit, ShardSource data, Checkpoints checkpoints, BooleanSupplier cancelled) {
      BEGUN.release();
      while (!cancelled.getAsBoolean()) {
        Thread.onSpinWait();
      }
      return VisitReport.failed(0, "here", "cancelled");
    }
  }

  /** One white pixel in each of two shards. */
  private record OneRow() implements ShardSource {
    @Override
    public int shards() {
      return 2;
    }

    @Override
    public Shape shape() {
      return new Shape(1, 1, 1);
    }

    @Override
    public int classes() {
      return 1;
    }

    @Override
    public String digest() {
      return "one row";
    }

    @Override
    public Rows shard(int index) {
      if (index == 1) {
        SHARD_1_READ.countDown();
      }
      return new Rows(shape(), 1, new byte[] {-1}, new byte[] {0});
    }

    @Override
    public Rows validation() {
      return shard(0);
    }

    @Override
    public Rows test() {
      return shard(0);
    }
  }
}
