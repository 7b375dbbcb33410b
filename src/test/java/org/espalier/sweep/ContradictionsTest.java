package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.espalier.criterion.BatchNormScale;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.L2Normalizer;
import org.espalier.criterion.MacPenalised;
import org.espalier.criterion.NoNormalizer;
import org.espalier.criterion.Normalizer;
import org.espalier.plan.Granularity;
import org.espalier.plan.Ranking;
import org.espalier.schedule.Linear;
import org.espalier.schedule.NoRetraining;
import org.espalier.schedule.OneShot;
import org.espalier.schedule.Order;
import org.espalier.schedule.SparsitySchedule;
import org.junit.jupiter.api.Test;

class ContradictionsTest {
  @Test
  void oneLayerIsNotRankedAgainstAll() {
    for (Order order : Order.values()) {
      assertThat(why(Ranking.LOCAL, Granularity.CHANNEL, order, new OneShot(), 0.5)).isEmpty();
      for (Ranking ranking : new Ranking[] {Ranking.GLOBAL, Ranking.ISOMORPHIC}) {
        Optional<String> reason = why(ranking, Granularity.CHANNEL, order, new OneShot(), 0.5);
        assertThat(reason.isPresent()).isEqualTo(order != Order.TOGETHER);
        reason.ifPresent(text -> assertThat(text).contains(ranking.label(), "one layer alone"));
      }
    }
  }

  @Test
  void whatRanksChannelsRanksNothingLess() {
    for (Granularity granularity : Granularity.values()) {
      double target = granularity.blocks() ? granularity.patternSparsity() : 0.5;
      assertThat(with(new L1Norm(), new NoNormalizer(), Ranking.LOCAL, granularity, target))
          .isEmpty();
      Optional<String> reason =
          with(new BatchNormScale(), new NoNormalizer(), Ranking.LOCAL, granularity, target);
      assertThat(reason.isEmpty()).isEqualTo(granularity.cuts());
      reason.ifPresent(
          text -> assertThat(text).contains(new BatchNormScale().name(), granularity.label()));
    }
  }

  @Test
  void aNormalizerNeedsOthersToCompareWith() {
    for (Normalizer normalizer : List.of(new L2Normalizer(), new MacPenalised(0.01))) {
      for (Ranking ranking : Ranking.values()) {
        Optional<String> reason = with(new L1Norm(), normalizer, ranking, Granularity.CHANNEL, 0.5);
        assertThat(reason.isPresent()).isEqualTo(ranking == Ranking.LOCAL);
        reason.ifPresent(text -> assertThat(text).contains(normalizer.name(), "changes nothing"));
      }
    }
  }

  @Test
  void kernelsGoWithEveryRanking() {
    for (Ranking ranking : Ranking.values()) {
      assertThat(why(ranking, Granularity.KERNEL, Order.TOGETHER, new Linear(0.1), 0.7)).isEmpty();
    }
  }

  @Test
  void blocksAreRankedLocally() {
    assertThat(pattern(Ranking.LOCAL, Granularity.TWO_OF_FOUR, new OneShot(), 0.5)).isEmpty();
    assertThat(pattern(Ranking.GLOBAL, Granularity.TWO_OF_FOUR, new OneShot(), 0.5).orElseThrow())
        .contains("2:4", "global");
    assertThat(
            pattern(Ranking.ISOMORPHIC, Granularity.ONE_OF_FOUR, new OneShot(), 0.75).orElseThrow())
        .contains("1:4", "isomorphic");
  }

  @Test
  void blocksHaveOneTarget() {
    assertThat(pattern(Ranking.LOCAL, Granularity.ONE_OF_FOUR, new OneShot(), 0.75)).isEmpty();
    assertThat(pattern(Ranking.LOCAL, Granularity.ONE_OF_FOUR, new OneShot(), 0.5))
        .contains("1:4 is sparsity 0.75, not 0.5");
    assertThat(pattern(Ranking.LOCAL, Granularity.TWO_OF_FOUR, new OneShot(), 0.75))
        .contains("2:4 is sparsity 0.5, not 0.75");
  }

  @Test
  void blocksGoByQuarters() {
    assertThat(pattern(Ranking.LOCAL, Granularity.ONE_OF_FOUR, new Linear(0.25), 0.75)).isEmpty();
    assertThat(pattern(Ranking.LOCAL, Granularity.TWO_OF_FOUR, new Linear(0.2), 0.5).orElseThrow())
        .contains("2:4 goes by quarters", "linear(0.2)", "0.2, 0.4");
  }

  private static Optional<String> pattern(
      Ranking ranking, Granularity granularity, SparsitySchedule schedule, double target) {
    return why(ranking, granularity, Order.TOGETHER, schedule, target);
  }

  private static Optional<String> why(
      Ranking ranking,
      Granularity granularity,
      Order order,
      SparsitySchedule schedule,
      double target) {
    return Contradictions.in(
        new Candidate(
            new L1Norm(),
            new NoNormalizer(),
            ranking,
            granularity,
            order,
            schedule,
            target,
            new NoRetraining(),
            1));
  }

  private static Optional<String> with(
      Criterion criterion,
      Normalizer normalizer,
      Ranking ranking,
      Granularity granularity,
      double target) {
    return Contradictions.in(
        new Candidate(
            criterion,
            normalizer,
            ranking,
            granularity,
            Order.TOGETHER,
            new OneShot(),
            target,
            new NoRetraining(),
            1));
  }
}
