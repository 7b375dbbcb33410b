package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How many models there are at a time is known beforehand, at most. */
class StorageTest {
  private static final String SPEC =
      """
      run: stored
      model: {source: lenet, train: {epochs: 3}}
      data: {shards: 2}
      search:
        criterion: l1
        schedule: {type: linear, step: 0.2}
        target: 0.6
        retrain: {policy: fine-tune, visits: 3}
      finalists: {count: 0, epochs: 3}
      """;

  private static final List<String> CRITERIA = List.of("l1", "[l1, l2]", "[l1, l2, random]");
  private static final List<String> TARGETS = List.of("0.6", "[0.4, 0.8]");
  private static final List<String> CONTROLS = List.of("[]", "[random]", "[from-scratch, random]");
  private static final List<String> STRATEGIES =
      List.of(
          "grid",
          "grid",
          "{type: random, samples: 5, seed: 3}",
          "{type: nsga2, population: 4, generations: 3}");
  private static final List<String> STOPPING =
      List.of("none", "{type: mo-asha, eta: 2}", "{type: mo-asha, eta: 4}");
  private static final List<String> RETRAINING =
      List.of(
          "none",
          "{policy: fine-tune, visits: 4}",
          "[{policy: fine-tune, visits: 1}, {policy: weight-rewinding, to-visit: 2}]");

  /** Where nothing beats anything the worst comes true; else it may be anything below. */
  @Test
  void isNeverExceeded() throws InterruptedException {
    int closeToIt = 0;
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      SweepPlan plan = drawn(random);
      SimulatedRun run = new SimulatedRun((visit, tries) -> null, results(random), seed);

      run.sweep(plan, 1 + random.nextInt(40));

      long most = plan.storage().checkpoints();
      assertThat((long) run.mostModels()).as("seed %d", seed).isLessThanOrEqualTo(most);
      closeToIt += run.mostModels() > most - 3 ? 1 : 0;
    }
    assertThat(closeToIt).isGreaterThan(10);
  }

  private static SweepPlan drawn(Random random) {
    return MadeUpPlan.of(
        SPEC,
        "search.criterion=" + one(CRITERIA, random),
        "search.target=" + one(TARGETS, random),
        "search.controls=" + one(CONTROLS, random),
        "search.strategy=" + one(STRATEGIES, random),
        "stop-early=" + one(STOPPING, random),
        "search.retrain=" + one(RETRAINING, random),
        "finalists.count=" + random.nextInt(4),
        "finalists.epochs=" + (1 + random.nextInt(3)));
  }

  private static String one(List<String> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }

  /** All alike, on so coarse a grid that many are, or each another. */
  private static Function<Visit, Measured> results(Random random) {
    int grid = List.of(1, 3, 1000).get(random.nextInt(3));
    return visit -> {
      Random ofStage = new Random(visit.stage().hashCode());
      long size = 1L + ofStage.nextInt(grid);
      return new Measured(ofStage.nextInt(grid), 1, size, size, size, size, Map.of());
    };
  }

  /** Three visits of the last round: what it goes on from is there, and what it leaves. */
  @Test
  void isReachedWhereNothingBeatsAnother() throws InterruptedException {
    assertThat(mostWhereAllAreAlike("finalists.count=0")).isEqualTo(1 + 3 + 1);
    assertThat(mostWhereAllAreAlike("finalists.count=1")).isEqualTo(1 + 3 + 2);
    assertThat(mostWhereAllAreAlike("finalists={count: 2, epochs: 1}")).isEqualTo(1 + 3 + 2);
    assertThat(mostWhereAllAreAlike("search.retrain=none")).isEqualTo(1 + 3);
  }

  private static int mostWhereAllAreAlike(String override) throws InterruptedException {
    SweepPlan plan = MadeUpPlan.of(SPEC, override);
    Measured same = new Measured(0.5, 1, 1, 1, 1, 1, Map.of());
    SimulatedRun run = new SimulatedRun((visit, tries) -> null, visit -> same, 0);
    run.sweep(plan, 4);
    assertThat(plan.storage().checkpoints()).isEqualTo(run.mostModels());
    return run.mostModels();
  }
}
