package org.espalier.spark.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.espalier.engine.Dl4jEngine;
import org.espalier.engine.Evaluation;
import org.espalier.engine.Model;
import org.espalier.engine.ModelFile;
import org.espalier.engine.RandomShards;
import org.espalier.engine.SmallResidual;
import org.espalier.engine.training.StageFailure;
import org.espalier.network.Shape;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.spark.SparkDriver;
import org.espalier.store.MemoryRun;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Rows;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.StageExecutor;
import org.espalier.sweep.StageMemory;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;
import org.espalier.sweep.spec.Augmentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DL4J's Spark training of a finalist gives what the engine's own averaging gives on a thread. */
class AllShardsOnSparkIT {
  private static final Shape INPUT = new Shape(3, 16, 16);

  /** Shards that have a mini-batch more than others, and rows that fill none. */
  private static final RandomShards DATA = new RandomShards(INPUT, 4, List.of(49, 48, 33));

  /** To the bit, on one slot and on as many as there are shards. */
  @ParameterizedTest
  @ValueSource(strings = {"lenet-300-100", "vgg-small", "residual"})
  void isTheSameAsOnOneThread(String architecture) {
    Model expected = model(architecture);
    for (int epoch = 1; epoch <= 2; epoch++) {
      expected.fit(fit(epoch), DATA, () -> false);
    }
    byte[] untrained = model(architecture).checkpoint();
    assertThat(expected.checkpoint()).isNotEqualTo(untrained);
    for (String master : List.of("local[1]", "local[3]")) {
      try (JavaSparkContext spark = spark(master)) {
        AllShardsOnSpark onSpark = onSpark(spark, 0);
        Model model = model(architecture);
        for (int epoch = 1; epoch <= 2; epoch++) {
          onSpark.fit(model, fit(epoch));
          model = Model.read(model.checkpoint(), INPUT);
        }
        assertThat(model.checkpoint()).as(master).isEqualTo(expected.checkpoint());
      }
    }
  }

  /** Replicas are added up in the order of their shards, whichever is ready first. */
  @Test
  void theOrderInWhichShardsAreReadyDoesNotTell() {
    Model expected = model("lenet");
    expected.fit(fit(1), DATA, () -> false);
    try (JavaSparkContext spark = spark("local[3]")) {
      Model model = model("lenet");
      onSpark(spark, 300).fit(model, fit(1));
      assertThat(model.checkpoint()).isEqualTo(expected.checkpoint());
    }
  }

  @Test
  void scoresAsOneThreadDoes() {
    Model model = model("vgg-small");
    try (JavaSparkContext spark = spark("local[2]")) {
      AllShardsOnSpark onSpark = onSpark(spark, 0);
      assertSame(onSpark.evaluate(model, Scoring.VALIDATION), model.evaluate(DATA.validation()));
      assertSame(onSpark.evaluate(model, Scoring.TEST), model.evaluate(DATA.test()));
    }
  }

  /** Told in the words of the engine, and not tried again, though Spark would. */
  @Test
  void lossThatIsNotFiniteIsNoLostTask() {
    Fit wild = new Fit(1e30, 8, 1, true);
    try (JavaSparkContext spark = spark("local[2,4]")) {
      AllShardsOnSpark onSpark = onSpark(spark, 0);
      assertThatThrownBy(() -> onSpark.fit(model("lenet"), wild))
          .isInstanceOf(StageFailure.class)
          .hasMessageStartingWith("the loss became");
    }
  }

  /** The group's jobs end, and so does the training; what is told is a failure. */
  @Test
  void endsSoonAfterItsJobsAreCancelled() throws Exception {
    RandomShards large = new RandomShards(INPUT, 4, List.of(20_000, 20_000));
    MemoryRun run = new MemoryRun();
    run.checkpoints().write("start.zip", model("vgg-small").checkpoint());
    Visit visit =
        new Visit(
            "finalist",
            1,
            Visit.EVERY_SHARD,
            new Origin.Checkpoint("start.zip"),
            null,
            null,
            0,
            new Fit(0.01, 8, 1, false),
            Scoring.NONE);
    try (SparkDriver driver =
            SparkDriver.start("cancelled finalist", "local[2]", StageMemory.NONE);
        StageExecutor executor = driver.executor(new Dl4jEngine(), large, run.checkpoints())) {
      CompletableFuture<VisitReport> report = new CompletableFuture<>();
      executor.submit(visit, report::complete);
      Thread.sleep(8_000);
      assertThat(report).isNotDone();
      long start = System.nanoTime();
      while (!report.isDone() && System.nanoTime() - start < 20e9) {
        executor.cancel("finalist");
        Thread.sleep(500);
      }
      assertThat(report).isDone();
      assertThat(report.get().isDone()).isFalse();
      assertThat((System.nanoTime() - start) / 1e9).isLessThan(5);
    }
  }

  /** Files that cannot be had are told as such, and not as a machine that is lost. */
  @Test
  void aCheckpointThatCannotBeReadBlocks() {
    Visit visit =
        new Visit(
            "finalist",
            1,
            Visit.EVERY_SHARD,
            new Origin.Checkpoint("gone.zip"),
            null,
            null,
            0,
            fit(1),
            Scoring.NONE);
    try (JavaSparkContext spark = spark("local[1]")) {
      VisitReport report = onSpark(spark, 0).perform(visit, new MemoryRun().checkpoints());
      assertThat(report.outcome()).isEqualTo(VisitReport.Outcome.BLOCKED);
    }
  }

  private static void assertSame(Evaluation found, Evaluation expected) {
    assertThat(found.rows()).isEqualTo(expected.rows());
    assertThat(found.loss()).isEqualTo(expected.loss());
    for (int label = 0; label < expected.classes(); label++) {
      for (int answer = 0; answer < expected.classes(); answer++) {
        assertThat(found.count(label, answer)).isEqualTo(expected.count(label, answer));
      }
    }
  }

  private static JavaSparkContext spark(String master) {
    return new JavaSparkContext(
        new SparkConf()
            .setMaster(master)
            .setAppName("all shards")
            .set("spark.ui.enabled", "false"));
  }

  private static AllShardsOnSpark onSpark(JavaSparkContext spark, int milliseconds) {
    return new AllShardsOnSpark(
        spark, shards(spark, milliseconds), new ScoringSlices(spark, DATA), DATA);
  }

  /**
   * A partition each.
   *
   * @param milliseconds by which each is late whenever it is asked for, the first most of all
   */
  private static JavaRDD<Rows> shards(JavaSparkContext spark, int milliseconds) {
    int count = DATA.shards();
    return spark
        .parallelize(IntStream.range(0, count).boxed().toList(), count)
        .map(
            shard -> {
              Thread.sleep((long) milliseconds * (count - 1 - shard));
              return DATA.shard(shard);
            });
  }

  /** A graph with batch norms and dropout, or a chain of layers. */
  private static Model model(String architecture) {
    return architecture.equals("residual")
        ? Model.read(ModelFile.checkpoint(SmallResidual.net(INPUT, 4, 3)), INPUT)
        : Model.fresh(new Origin.Fresh(architecture, INPUT, 4, 3));
  }

  private static Fit fit(long epoch) {
    return new Fit(0.01, 8, epoch, true, Augmentation.FLIP_CROP, new NoSparseTraining(), 2);
  }
}
