package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.criterion.BatchNormScale;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.L2Norm;
import org.espalier.plan.Granularity;
import org.espalier.schedule.Pool;
import org.junit.jupiter.api.Test;

class SensitivityPlanTest {
  private static final Stage BASELINE = Stage.baseline("lenet|seed 1");
  private static final Origin DENSE = new Origin.Checkpoint("dense.zip");
  private static final Pool STEM = new Pool("stem", 20, "", 0, 1, 1);
  private static final Pool LATE = new Pool("late", 50, "", 0, 1, 1);

  @Test
  void everyPoolIsPrunedAloneToEveryLevel() {
    SensitivityPlan plan = plan(usual(Granularity.CHANNEL), STEM, LATE);

    assertThat(plan.stages()).hasSize(2 * 9).doesNotHaveDuplicates();
    assertThat(plan.stages())
        .allSatisfy(
            stage -> {
              assertThat(stage.kind()).isEqualTo(Stage.Kind.SENSITIVITY);
              assertThat(stage.parent()).isEqualTo(BASELINE.id());
              assertThat(stage.round().touched()).hasSize(1);
            });
    assertThat(plan.stages().get(4).round().level()).isEqualTo(0.5);
    assertThat(plan.stages().get(4).round().sparsity()).isEqualTo(10.0 / 70);
  }

  @Test
  void aVisitPrunesScoresAndLeavesNothing() {
    SensitivityPlan plan = plan(usual(Granularity.CHANNEL), STEM, LATE);
    Visit visit = plan.visit(plan.stages().get(9), DENSE);

    assertThat(visit.origin()).isEqualTo(DENSE);
    assertThat(visit.prune().pools()).containsExactly(LATE);
    assertThat(visit.prune().sparsity()).isEqualTo(0.1);
    assertThat(visit.prune().criterion()).isEqualTo(new L1Norm());
    assertThat(visit.fitting()).isEmpty();
    assertThat(visit.recalibrationRows()).isEqualTo(128);
    assertThat(visit.scoring()).isEqualTo(Scoring.VALIDATION);
    assertThat(visit.leavesCheckpoint()).isFalse();
  }

  @Test
  void poolsTakeTurnsWithTheShards() {
    SensitivityPlan plan = plan(usual(Granularity.CHANNEL), STEM, LATE, new Pool("last", 10));

    assertThat(plan.stages().stream().map(stage -> plan.visit(stage, DENSE).shard()).distinct())
        .containsExactly(0, 1);
    assertThat(plan.visit(plan.stages().get(18), DENSE).shard()).isZero();
  }

  @Test
  void levelsThatLeaveTheSameUnitsShareAStage() {
    Pool rounded = new Pool("rounded", 20, "", 0, 1, 8);
    SensitivityPlan plan = plan(usual(Granularity.CHANNEL), rounded);

    // 18 and 17 are rounded up to all 20; 16, 14, 12, 10 to 16; 8, 6, 4, 2 to 8.
    assertThat(plan.stages()).extracting(stage -> stage.round().level()).containsExactly(0.2, 0.6);
    List<SensitivityPoint> points =
        plan.curves(measured(0.9), stage -> done(stage, stage.round().level())).get(0).points();
    assertThat(points).extracting(SensitivityPoint::level).hasSize(9).doesNotHaveDuplicates();
    assertThat(points)
        .extracting(SensitivityPoint::kept)
        .containsExactly(20L, 16L, 16L, 16L, 16L, 8L, 8L, 8L, 8L);
    assertThat(points)
        .extracting(SensitivityPoint::accuracy)
        .containsExactly(0.9, 0.2, 0.2, 0.2, 0.2, 0.6, 0.6, 0.6, 0.6);
  }

  @Test
  void aFloorEndsACurveAndRefusesNothing() {
    Pool floored = new Pool("floored", 20, "", 0, 9, 1);
    SensitivityPlan plan = plan(usual(Granularity.CHANNEL), floored);

    assertThat(plan.stages()).hasSize(6);
    assertThat(plan.stages().get(5).round().level()).isEqualTo(11.0 / 20);
  }

  @Test
  void aPoolThatKeepsAllIsAsTheDenseModel() {
    Pool whole = new Pool("whole", 20, "", 0, 20, 1);
    SensitivityPlan plan = plan(usual(Granularity.CHANNEL), whole);

    assertThat(plan.stages()).isEmpty();
    assertThat(plan.curves(measured(0.5), stage -> null).get(0).meanAccuracy()).isEqualTo(0.5);
  }

  @Test
  void whatDeterminesAPointIsInItsNameAndNothingElse() {
    Set<String> usual = ids(plan(usual(Granularity.CHANNEL), STEM, LATE));
    Set<String> others = new HashSet<>(usual);
    List<SensitivityPlan> different =
        List.of(
            plan(usual(Granularity.WEIGHT), STEM, LATE),
            plan(probing(new L2Norm(), 128, List.of(0.5)), STEM, LATE),
            plan(probing(new L1Norm(), 0, List.of(0.5)), STEM, LATE),
            plan(usual(Granularity.CHANNEL), LATE, STEM),
            new SensitivityPlan(
                Stage.baseline("another"), usual(Granularity.CHANNEL), List.of(STEM, LATE), 2));
    different.forEach(plan -> others.addAll(ids(plan)));

    // The fourth has another shard for each pool.
    assertThat(others).hasSize(18 + 18 + 2 + 2 + 18 + 18);
    assertThat(usual)
        .containsAll(ids(plan(probing(new L1Norm(), 128, List.of(0.5)), STEM)))
        .containsAll(ids(plan(usual(Granularity.CHANNEL), new Pool("stem", 20, "", 0, 4, 4))));
  }

  @Test
  void blocksGoByQuartersUpToTheirPattern() {
    assertThat(Probing.usualLevels(Granularity.TWO_OF_FOUR)).containsExactly(0.25, 0.5);
    assertThat(Probing.usualLevels(Granularity.ONE_OF_FOUR)).containsExactly(0.25, 0.5, 0.75);
    assertThat(Probing.usualLevels(Granularity.KERNEL))
        .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
  }

  @Test
  void whatMeansNothingIsRefused() {
    assertThatThrownBy(() -> probing(new L1Norm(), 0, List.of())).hasMessageContaining("level");
    assertThatThrownBy(() -> probing(new L1Norm(), 0, List.of(0.5, 0.5)))
        .hasMessageContaining("[0.5, 0.5]");
    assertThatThrownBy(() -> probing(new L1Norm(), 0, List.of(0.5, 1.0)))
        .hasMessageContaining("(0, 1)");
    assertThatThrownBy(
            () -> new Probing(new L1Norm(), Granularity.TWO_OF_FOUR, List.of(0.25, 0.75), 1, 0, 1))
        .hasMessageContaining("2:4")
        .hasMessageContaining("[0.25, 0.5]");
    assertThatThrownBy(
            () -> new Probing(new BatchNormScale(), Granularity.WEIGHT, List.of(0.5), 1, 0, 1))
        .hasMessageContaining("ranks whole channels");
  }

  private static Probing usual(Granularity granularity) {
    return Probing.usual(granularity, 64, 128);
  }

  private static Probing probing(Criterion criterion, int recalibrationRows, List<Double> levels) {
    return new Probing(criterion, Granularity.CHANNEL, levels, 64, recalibrationRows, 1);
  }

  private static SensitivityPlan plan(Probing probing, Pool... pools) {
    return new SensitivityPlan(BASELINE, probing, List.of(pools), 2);
  }

  private static Set<String> ids(SensitivityPlan plan) {
    return plan.stages().stream().map(Stage::id).collect(Collectors.toSet());
  }

  private static Variant done(Stage stage, double accuracy) {
    return new Variant(stage, Status.DONE, measured(accuracy), null, 1, 0, "here", null);
  }

  private static Measured measured(double accuracy) {
    return new Measured(accuracy, 1, 100, 100, 1000, 500, Map.of());
  }
}
