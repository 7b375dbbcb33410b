package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.L2Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.schedule.FineTune;
import org.espalier.schedule.GroupSparsity;
import org.espalier.schedule.Linear;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.Order;
import org.espalier.schedule.RetrainPolicy;
import org.espalier.schedule.StepDecay;
import org.espalier.schedule.WeightRewinding;
import org.espalier.sweep.spec.Augmentation;
import org.espalier.sweep.spec.Control;
import org.espalier.sweep.spec.DataSpec;
import org.espalier.sweep.spec.FinalistSpec;
import org.espalier.sweep.spec.LimitSpec;
import org.espalier.sweep.spec.ModelSpec;
import org.espalier.sweep.spec.NoEarlyStop;
import org.espalier.sweep.spec.ObjectiveName;
import org.espalier.sweep.spec.SearchSpec;
import org.espalier.sweep.spec.SweepSpec;
import org.espalier.sweep.spec.TrainSpec;
import org.junit.jupiter.api.Test;

/** The shapes that candidates end with, trained from new weights: which, how long, and how. */
class FromScratchTest {
  private static final int SHARDS = 2;
  private static final TrainSpec TRAIN =
      new TrainSpec(4, 32, 0.1, new StepDecay(List.of(0.5), 0.1), 5e-4, Augmentation.FLIP_CROP, 7);
  private static final int DENSE_VISITS = 4 * SHARDS;
  private static final Control CONTROL = Control.FROM_SCRATCH;

  @Test
  void everyCandidateEndsWithOneAndRoundsOnTheWayHaveNone() {
    SweepPlan plan = plan(new FineTune(3, 0.01, 16), CONTROL);

    // With and without sparse training, to 0.2 and to 0.4: four shapes of channels, which both
    // criteria share, and eight masks of weights.
    assertThat(fromScratch(plan)).hasSize(12);
    assertThat(fromScratch(plan))
        .allSatisfy(
            stage -> {
              assertThat(stage.candidate().target()).isEqualTo(stage.round().level());
              assertThat(parent(plan, stage).round()).isEqualTo(stage.round());
              assertThat(parent(plan, stage).kind()).isEqualTo(Stage.Kind.ROUND);
              assertThat(plan.tree().children(stage)).isEmpty();
            });
    assertThat(plan.estimate().fromScratch().stages()).isEqualTo(12);
    assertThat(fromScratch(plan(new FineTune(3, 0.01, 16)))).isEmpty();
  }

  /**
   * How many channels of a layer go is known before where it is ranked alone; which weights go, and
   * how many channels of a layer among all, each criterion decides for itself.
   */
  @Test
  void candidatesOfOneShapeShareOne() {
    Candidate byL1 = candidate(new L1Norm(), Ranking.LOCAL, Granularity.CHANNEL);

    assertThat(byL1.shape())
        .isEqualTo(candidate(new L2Norm(), Ranking.LOCAL, Granularity.CHANNEL).shape())
        .isNotEqualTo(candidate(new L1Norm(), Ranking.GLOBAL, Granularity.CHANNEL).shape())
        .isNotEqualTo(byL1.seeded(9).shape());
    assertThat(candidate(new L1Norm(), Ranking.GLOBAL, Granularity.CHANNEL).shape())
        .isNotEqualTo(candidate(new L2Norm(), Ranking.GLOBAL, Granularity.CHANNEL).shape());
    assertThat(candidate(new L1Norm(), Ranking.LOCAL, Granularity.WEIGHT).shape())
        .isNotEqualTo(candidate(new L2Norm(), Ranking.LOCAL, Granularity.WEIGHT).shape());
  }

  private static Candidate candidate(
      Criterion criterion, Ranking ranking, Granularity granularity) {
    return new Candidate(
        criterion,
        new NoNormalizer(),
        ranking,
        granularity,
        Order.TOGETHER,
        new Linear(0.2),
        0.4,
        new FineTune(3, 0.01, 16),
        3,
        new NoSparseTraining());
  }

  /** A control of a control would answer a question that nobody asks. */
  @Test
  void controlsAreNotTrainedFromScratch() {
    SweepPlan plan = plan(new FineTune(3, 0.01, 16), Control.values());

    assertThat(fromScratch(plan)).hasSize(12);
    assertThat(fromScratch(plan)).noneMatch(stage -> stage.candidate().isControl());
    assertThat(plan.batch().controls()).isEqualTo(8);
  }

  @Test
  void addsStagesAndChangesNone() {
    SweepPlan plain = plan(new FineTune(3, 0.01, 16));
    SweepPlan controlled = plan(new FineTune(3, 0.01, 16), Control.values());

    assertThat(controlled.tree().stages()).containsAll(plain.tree().stages());
    // By chance: at two granularities, with and without sparse training, two rounds of 3 visits.
    long byChance = 2 * 2 * 2;
    assertThat(controlled.tree().rounds()).isEqualTo(plain.tree().rounds() + 12 + byChance);
    assertThat(controlled.estimate().whole().visits())
        .isEqualTo(
            plain.estimate().whole().visits()
                + controlled.estimate().fromScratch().visits()
                + byChance * 3);
  }

  @Test
  void itIsTrainedAsLongAsTheDenseModelAndAllThatFollowedTogether() {
    for (RetrainPolicy policy : List.of(new FineTune(3, 0.01, 16), new WeightRewinding(6))) {
      SweepPlan plan = plan(policy, CONTROL);
      long retraining = policy instanceof FineTune ? 3 : DENSE_VISITS - 6;
      for (Stage stage : fromScratch(plan)) {
        long sparse = stage.candidate().trainsSparsely() ? 5 : 0;
        assertThat(plan.visits(stage))
            .isEqualTo(DENSE_VISITS + sparse + stage.round().number() * retraining)
            .isEqualTo(visitsUpTo(plan, parent(plan, stage)));
      }
    }
  }

  @Test
  void ratesOfTheDenseTrainingAreSpreadOverTheLongerOne() {
    SweepPlan plan = plan(new FineTune(3, 0.01, 16), CONTROL);
    for (Stage stage : fromScratch(plan)) {
      List<Visit> visits = visits(plan, stage);
      int half = (visits.size() + 1) / 2;
      for (Visit visit : visits) {
        Fit fit = visit.fitting().orElseThrow();
        assertThat(fit.learningRate()).isEqualTo(visit.number() <= half ? 0.1 : 0.1 * 0.1);
        assertThat(fit.batch()).isEqualTo(32);
        assertThat(fit.augmentation()).isEqualTo(Augmentation.FLIP_CROP);
        assertThat(fit.penalty()).isEqualTo(new NoSparseTraining());
        assertThat(fit.holdZeros()).isEqualTo(stage.candidate().granularity().zeroes());
      }
    }
  }

  @Test
  void onlyTheFirstVisitStartsAgainAndOnlyTheLastIsScored() {
    SweepPlan plan = plan(new FineTune(3, 0.01, 16), CONTROL);
    for (Stage stage : fromScratch(plan)) {
      List<Visit> visits = visits(plan, stage);
      Restart restart = visits.get(0).restarting().orElseThrow();
      assertThat(restart.holdZeros()).isEqualTo(stage.candidate().granularity().zeroes());
      assertThat(restart.seed()).isNotIn(0L, TRAIN.seed(), stage.candidate().seed());
      assertThat(visits.get(0).origin()).isEqualTo(new Origin.Checkpoint("parent"));
      assertThat(visits.subList(1, visits.size())).allMatch(visit -> visit.restart() == null);
      assertThat(visits).allMatch(visit -> visit.prune() == null && visit.rewind() == null);
      assertThat(visits).allMatch(visit -> visit.recalibrationRows() == 0);
      assertThat(visits.subList(0, visits.size() - 1))
          .allMatch(visit -> visit.scoring() == Scoring.NONE);
      assertThat(visits.get(visits.size() - 1).scoring()).isEqualTo(Scoring.VALIDATION);
      assertThat(visits.stream().map(visit -> visit.fit().seed())).doesNotHaveDuplicates();
      assertThat(visits.subList(0, SHARDS).stream().map(Visit::shard))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SHARDS).boxed().toList());
    }
  }

  @Test
  void whateverDeterminesTheVariantChangesTheNameOfItsControl() {
    List<Stage> all = new ArrayList<>(fromScratch(plan(new FineTune(3, 0.01, 16), CONTROL)));
    all.addAll(fromScratch(plan(new FineTune(4, 0.01, 16), CONTROL)));
    all.addAll(fromScratch(plan(new FineTune(3, 0.02, 16), CONTROL)));

    assertThat(all.stream().map(Stage::id)).hasSize(36).doesNotHaveDuplicates();
    assertThat(fromScratch(plan(new FineTune(3, 0.01, 16), CONTROL))).isEqualTo(all.subList(0, 12));
  }

  private static List<Stage> fromScratch(SweepPlan plan) {
    return plan.tree().stages().stream()
        .filter(stage -> stage.kind() == Stage.Kind.FROM_SCRATCH)
        .toList();
  }

  private static Stage parent(SweepPlan plan, Stage stage) {
    return plan.tree().stages().stream()
        .filter(other -> other.id().equals(stage.parent()))
        .findFirst()
        .orElseThrow();
  }

  /** Of all stages from the beginning of the dense model's training on. */
  private static long visitsUpTo(SweepPlan plan, Stage stage) {
    return Stream.iterate(
            stage, some -> some != null, some -> some.parent() == null ? null : parent(plan, some))
        .filter(some -> some.kind() != Stage.Kind.EARLY)
        .mapToLong(some -> some.kind() == Stage.Kind.BASELINE ? DENSE_VISITS : plan.visits(some))
        .sum();
  }

  private static List<Visit> visits(SweepPlan plan, Stage stage) {
    return IntStream.rangeClosed(1, (int) plan.visits(stage))
        .mapToObj(number -> plan.visit(stage, number, "parent", "last", null))
        .toList();
  }

  private static SweepPlan plan(RetrainPolicy policy, Control... controls) {
    SearchSpec search =
        new SearchSpec(
            List.of(new L1Norm(), new L2Norm()),
            List.of(new NoNormalizer()),
            List.of(Ranking.LOCAL),
            List.of(Granularity.CHANNEL, Granularity.WEIGHT),
            List.of(Order.TOGETHER),
            List.of(new Linear(0.2)),
            List.of(0.2, 0.4),
            List.of(policy),
            List.of(3L),
            List.of(new NoSparseTraining(), new GroupSparsity(1e-3, 5, 0.01, 64)),
            16,
            Guards.NONE,
            256,
            List.of(controls));
    SweepSpec spec =
        new SweepSpec(
            "test",
            new ModelSpec("lenet", TRAIN),
            new DataSpec("none", 0.1, SHARDS, 1),
            search,
            new NoEarlyStop(),
            List.of(ObjectiveName.ACCURACY, ObjectiveName.MACS),
            new FinalistSpec(1, 1, 32, 0.01),
            new LimitSpec(1, 0));
    return new SweepPlan(
        spec,
        NETWORK,
        new Origin.Fresh("lenet", Shape.flat(8), 4, 7),
        "",
        new NoRows(SHARDS, Shape.flat(8), 4));
  }

  private static final Network NETWORK =
      new Network(
          Map.of("input", Shape.flat(8)),
          List.of(
              MadeUpPlan.dense("hidden", "input", 8, 20, null),
              MadeUpPlan.dense("answer", "hidden", 20, 4, "last")));
}
