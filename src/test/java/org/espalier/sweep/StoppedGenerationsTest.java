package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Early stopping where candidates come in generations: with each, all rungs are made anew, over a
 * tree that has grown, and decide of what was there before as they did.
 */
class StoppedGenerationsTest {
  private static final int SEEDS = 40;

  private static final String SPEC =
      """
      run: generations
      model: {source: lenet, train: {epochs: 1}}
      data: {shards: 2}
      search:
        criterion: [l1, l2, taylor, random]
        ranking: [local, global]
        granularity: [channel, weight]
        schedule: [{type: linear, step: 0.1}, {type: linear, step: 0.2}]
        target: [0.3, 0.4, 0.6, 0.8, 0.9]
        retrain: [{policy: fine-tune, visits: 1}, none]
      finalists: {count: 1, epochs: 1}
      limits: {failed-fraction: 1}
      """;

  @Test
  void whoIsStoppedStaysStoppedAndIsToldOnce() throws Exception {
    int builtOnByLaterOnes = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      Random random = new Random(seed);
      SweepPlan plan = drawn(seed, random);
      SimulatedRun run = run(seed);
      run.sweep(plan, 1 + random.nextInt(20));

      List<String> stopped = stopped(run).stream().map(Stopped::variant).toList();
      assertThat(stopped).as("seed %d", seed).doesNotHaveDuplicates();
      Map<String, Variant> settled = settled(run);
      for (Variant variant : settled.values()) {
        if (variant.stage().kind() == Stage.Kind.ROUND) {
          assertThat(stopped).as("seed %d", seed).doesNotContain(variant.stage().parent());
        }
      }
      RunStatus last = run.told.get(run.told.size() - 1);
      assertThat(last.waiting() + last.running()).as("seed %d", seed).isZero();
      assertThat(last.done() + last.failed() + last.skipped()).isEqualTo(settled.size());
      builtOnByLaterOnes +=
          (int) stopped(run).stream().filter(some -> !some.rung().startsWith("batch 1")).count();
    }
    assertThat(builtOnByLaterOnes).isGreaterThan(SEEDS);
  }

  @Test
  void neitherTheOrderOfArrivalNorAResumeShows() throws Exception {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Random random = new Random(seed);
      SweepPlan plan = drawn(seed, random);
      SimulatedRun whole = run(seed);
      Results results = whole.sweep(plan, 1 + random.nextInt(20));

      SimulatedRun resumed = run(seed);
      int kept = 1 + random.nextInt(whole.journal().size() - 1);
      for (Entry entry : whole.journal().subList(0, kept)) {
        resumed.append(entry);
        keepModel(entry, resumed);
      }

      assertThat(resumed.sweep(plan, 1 + random.nextInt(20)))
          .as("seed %d", seed)
          .isEqualTo(results);
      assertThat(Set.copyOf(resumed.journal())).isEqualTo(Set.copyOf(whole.journal()));
      assertThat(resumed.journal()).doesNotHaveDuplicates();
    }
  }

  private static SweepPlan drawn(int seed, Random random) {
    return MadeUpPlan.of(
        SPEC,
        "search.strategy={type: nsga2, population: %d, generations: %d, seed: %d}"
            .formatted(4 + random.nextInt(12), 2 + random.nextInt(4), seed),
        "stop-early={type: mo-asha, eta: %d, grace-rounds: %d}"
            .formatted(2 + random.nextInt(2), 1 + random.nextInt(2)),
        "search.controls=" + List.of("[]", "[random, from-scratch]").get(random.nextInt(2)));
  }

  /** Some of whose rounds fail. */
  private static SimulatedRun run(int seed) {
    return new SimulatedRun(
        (visit, tries) ->
            seed % 2 == 0 && visit.pruning().isPresent() && visit.stage().hashCode() % 19 == 0
                ? VisitReport.failed(1, "simulated", "not finite")
                : null);
  }

  private static void keepModel(Entry entry, SimulatedRun run) throws IOException {
    if (entry instanceof Variant variant && variant.checkpoint() != null) {
      run.checkpoints().write(variant.checkpoint(), new byte[1]);
    } else if (entry instanceof Visited visit && visit.checkpoint() != null) {
      run.checkpoints().write(visit.checkpoint(), new byte[1]);
    }
  }

  private static List<Stopped> stopped(SimulatedRun run) {
    return run.journal().stream()
        .filter(Stopped.class::isInstance)
        .map(Stopped.class::cast)
        .collect(Collectors.toList());
  }

  private static Map<String, Variant> settled(SimulatedRun run) {
    Map<String, Variant> settled = new HashMap<>();
    for (Entry entry : run.journal()) {
      if (entry instanceof Variant variant) {
        settled.put(variant.id(), variant);
      }
    }
    return settled;
  }
}
