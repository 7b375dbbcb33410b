package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How finalists are trained: an epoch over all shards a visit, at rates that fall by the epoch. */
class FinalistTest {
  private static final String SWEEP =
      """
      run: finalists
      model: {source: lenet}
      search: {criterion: [l1], granularity: [weight], schedule: [one-shot], target: [0.5]}
      """;

  @Test
  void aVisitIsAnEpochOverAllShards() {
    SweepPlan plan =
        plan("{epochs: 4, batch: 16, learning-rate: 0.1, decay: cosine, averaging: 7}");
    Stage finalist = plan.finalistOf(round(plan));
    List<Visit> visits =
        IntStream.rangeClosed(1, (int) plan.visits(finalist))
            .mapToObj(number -> plan.visit(finalist, number, "parent", "last", null))
            .toList();

    assertThat(visits).hasSize(4).allMatch(Visit::overAllShards).allMatch(Visit::leavesCheckpoint);
    assertThat(visits.get(0).origin()).isEqualTo(new Origin.Checkpoint("parent"));
    assertThat(visits.get(1).origin()).isEqualTo(new Origin.Checkpoint("last"));
    assertThat(visits)
        .extracting(Visit::scoring)
        .startsWith(Scoring.NONE)
        .endsWith(Scoring.VALIDATION);
    assertThat(visits.stream().map(visit -> visit.fitting().orElseThrow()))
        .allMatch(fit -> fit.averaging() == 7 && fit.batch() == 16 && fit.holdZeros())
        .isSortedAccordingTo(
            (one, next) -> Double.compare(next.learningRate(), one.learningRate()));
    assertThat(visits.stream().map(visit -> visit.fitting().orElseThrow().seed()).distinct())
        .hasSize(4);
  }

  /** Rows and dropout of each shard, and of each stretch between averagings, are drawn apart. */
  @Test
  void partsOfAnEpochHaveSeedsOfTheirOwn() {
    Fit fit = new Fit(0.1, 16, 5, true);
    assertThat(
            List.of(
                fit.seed(),
                fit.onShard(0).seed(),
                fit.onShard(1).seed(),
                fit.onShard(0).from(5).seed(),
                fit.onShard(1).from(5).seed()))
        .doesNotHaveDuplicates();
    assertThat(fit.onShard(1)).isEqualTo(fit.onShard(1));
  }

  /** Another averaging is another result, and so another stage. */
  @Test
  void itsNameDependsOnAveraging() {
    assertThat(finalist("{averaging: 10}")).isEqualTo(finalist("{}"));
    assertThat(finalist("{averaging: 6}")).isNotEqualTo(finalist("{}"));
  }

  private static String finalist(String finalists) {
    SweepPlan plan = plan(finalists);
    return plan.finalistOf(round(plan)).id();
  }

  private static SweepPlan plan(String finalists) {
    return MadeUpPlan.of(SWEEP + "finalists: " + finalists + "\n");
  }

  private static Stage round(SweepPlan plan) {
    return plan.tree().stages().stream()
        .filter(stage -> stage.kind() == Stage.Kind.ROUND)
        .findFirst()
        .orElseThrow();
  }
}
