package org.espalier.spark.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.engine.Dl4jEngine;
import org.espalier.engine.Model;
import org.espalier.engine.RandomShards;
import org.espalier.network.Shape;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.spark.SparkDriver;
import org.espalier.store.HadoopCheckpoints;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Phase;
import org.espalier.sweep.Pools;
import org.espalier.sweep.Prune;
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

/** Law 4, where the validation is large: what its slices give is what its task alone gives. */
class ScoringSlicesIT {
  private static final Shape INPUT = new Shape(3, 16, 16);
  private static final RandomShards SMALL = new RandomShards(INPUT, 4, List.of(49, 48));
  private static final RandomShards LARGE = new RandomShards(INPUT, 4, List.of(49, 48), 3);
  private static final Model DENSE = Model.fresh(new Origin.Fresh("vgg-small", INPUT, 4, 3));

  @TempDir private Path folder;

  private Checkpoints checkpoints;
  private SparkDriver driver;

  @BeforeEach
  void start() throws IOException {
    checkpoints = new HadoopCheckpoints(folder.toUri().toString(), new Configuration());
    checkpoints.write("dense.zip", DENSE.checkpoint());
    driver = SparkDriver.start("slices", "local[2]", StageMemory.NONE);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void aTrainedModelIsScoredAndLeft() throws Exception {
    Visit visit = visit(prune(), new Fit(0.01, 8, 1, true), true);
    VisitReport small = perform(visit, SMALL);
    VisitReport large = perform(visit, LARGE);

    assertThat(large.measured()).isNotNull().isEqualTo(small.measured());
    assertThat(checkpoints.read(large.checkpoint()))
        .isEqualTo(checkpoints.read(small.checkpoint()));
    assertThat(checkpoints.names())
        .containsExactlyInAnyOrder("dense.zip", small.checkpoint(), large.checkpoint());
    assertThat(large.effort().seconds())
        .containsKeys(Phase.RANKING, Phase.REMOVING, Phase.TRAINING, Phase.SCORING, Phase.WRITING);
  }

  @Test
  void aModelThatIsNotToBeLeftIsGivenUpOnceItIsScored() throws Exception {
    Visit visit = visit(prune(), null, false);
    VisitReport large = perform(visit, LARGE);

    assertThat(large.measured()).isNotNull().isEqualTo(perform(visit, SMALL).measured());
    assertThat(large.checkpoint()).isNull();
    assertThat(checkpoints.names()).containsExactly("dense.zip");
  }

  @Test
  void aModelThatIsAsItWasIsScored() throws Exception {
    Visit visit = visit(null, null, true);
    VisitReport large = perform(visit, LARGE);

    assertThat(large.measured()).isNotNull().isEqualTo(perform(visit, SMALL).measured());
    assertThat(large.checkpoint()).isNull();
    assertThat(checkpoints.names()).containsExactly("dense.zip");
  }

  /** Without a loss that would tell of it: it is the answers that are not finite. */
  @Test
  void answersThatAreNotFiniteFailAsInOneTask() throws Exception {
    Model broken = Model.read(DENSE.checkpoint(), INPUT);
    broken.net().flat().assign(Float.NaN);
    checkpoints.write("dense.zip", broken.checkpoint());
    VisitReport large = perform(visit(null, null, true), LARGE);

    assertThat(large.outcome()).isEqualTo(VisitReport.Outcome.FAILED);
    assertThat(large.error()).isEqualTo(perform(visit(null, null, true), SMALL).error());
  }

  /** After a step that takes all weights out of what a float can hold. */
  @Test
  void aModelWhoseAnswersAreNotFiniteIsNotLeft() throws Exception {
    Visit visit = visit(null, new Fit(1e30, 64, 1, false), true);
    VisitReport large = perform(visit, LARGE);

    assertThat(large.outcome()).isEqualTo(VisitReport.Outcome.FAILED);
    assertThat(large.error()).isEqualTo(perform(visit, SMALL).error());
    assertThat(checkpoints.names()).containsExactly("dense.zip");
  }

  private VisitReport perform(Visit visit, ShardSource data) throws Exception {
    try (StageExecutor executor = driver.executor(new Dl4jEngine(), data, checkpoints)) {
      CompletableFuture<VisitReport> report = new CompletableFuture<>();
      executor.submit(visit, report::complete);
      return report.get(1, TimeUnit.MINUTES);
    }
  }

  private static Visit visit(Prune prune, Fit fit, boolean leavesModel) {
    Origin origin = new Origin.Checkpoint("dense.zip");
    return new Visit(
        "stage", 1, 1, origin, prune, null, null, 0, fit, Scoring.VALIDATION, leavesModel);
  }

  private static Prune prune() {
    return new Prune(
        new L1Norm(),
        new NoNormalizer(),
        Ranking.LOCAL,
        Granularity.CHANNEL,
        Pools.of(DENSE.network(), Granularity.CHANNEL, Guards.NONE),
        0.5,
        64,
        1);
  }
}
