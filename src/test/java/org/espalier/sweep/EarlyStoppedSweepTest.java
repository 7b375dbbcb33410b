package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws 4 and 6 where a sweep gives up early on what does badly. */
class EarlyStoppedSweepTest {
  private static final String SPEC =
      """
      run: stopped
      model: {source: lenet, train: {epochs: 1}}
      data: {shards: 2}
      search:
        criterion: [l1, l2, taylor, random]
        ranking: [local, global]
        granularity: [channel, weight]
        schedule: [{type: linear, step: 0.1}]
        target: [0.5, 0.9]
        retrain:
          - {policy: fine-tune, visits: 1}
          - {policy: fine-tune, visits: 2}
      stop-early: {type: mo-asha, eta: 2, grace-rounds: 1}
      finalists: {count: 1, epochs: 1}
      """;

  private final SweepPlan plan = MadeUpPlan.of(SPEC);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16})
  void howManyRunAtATimeMakesNoDifference(int slots) throws Exception {
    SimulatedRun one = SimulatedRun.calm();
    Results results = one.sweep(plan, 2);
    SimulatedRun other = SimulatedRun.calm();

    assertThat(other.sweep(plan, slots)).isEqualTo(results);
    assertThat(stopped(other)).isEqualTo(stopped(one)).isNotEmpty();
  }

  @Test
  void whatIsNotRunIsCounted() throws Exception {
    SimulatedRun run = SimulatedRun.calm();
    Results results = run.sweep(plan, 2);

    RunStatus last = run.told.get(run.told.size() - 1);
    assertThat(last.stopped()).isGreaterThan(plan.tree().stages().size() / 3);
    assertThat(last.done() + last.stopped()).isEqualTo(last.stages());
    assertThat(last.done()).isEqualTo(results.variants().size());
    assertThat(run.events)
        .filteredOn(event -> event.kind() == Event.Kind.STOPPED)
        .hasSameSizeAs(stopped(run))
        .allMatch(event -> event.detail().startsWith("rank "));
    assertThat(run.checkpoints().names().size()).isLessThan(results.variants().size() / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid", "{type: nsga2, population: 8, generations: 3}"})
  void resumedAnywhereItEndsAsIfNothingHadHappened(String strategy) throws Exception {
    SweepPlan some = MadeUpPlan.of(SPEC, "search.strategy=" + strategy);
    SimulatedRun whole = SimulatedRun.calm();
    Results results = whole.sweep(some, 3);
    assertThat(stopped(whole)).isNotEmpty();
    for (int settled = 1; settled < whole.journal().size(); settled += 7) {
      SimulatedRun resumed = SimulatedRun.calm();
      for (Entry entry : whole.journal().subList(0, settled)) {
        resumed.append(entry);
        keepModel(entry, resumed);
      }

      assertThat(resumed.sweep(some, 2)).isEqualTo(results);
      assertThat(Set.copyOf(resumed.journal())).isEqualTo(Set.copyOf(whole.journal()));
      assertThat(resumed.journal()).doesNotHaveDuplicates();
      assertThat(resumed.told.get(resumed.told.size() - 1).stopped())
          .isEqualTo(whole.told.get(whole.told.size() - 1).stopped());
    }
  }

  private static void keepModel(Entry entry, SimulatedRun run) throws Exception {
    if (entry instanceof Variant variant && variant.checkpoint() != null) {
      run.checkpoints().write(variant.checkpoint(), new byte[1]);
    } else if (entry instanceof Visited visit && visit.checkpoint() != null) {
      run.checkpoints().write(visit.checkpoint(), new byte[1]);
    }
  }

  /** What was decided of a generation is not taken back when the next one comes. */
  @Test
  void aGenerationIsComparedWithItselfAlone() throws Exception {
    String nsga2 = "search.strategy={type: nsga2, population: 8, generations: %d}";
    SimulatedRun two = SimulatedRun.calm();
    two.sweep(MadeUpPlan.of(SPEC, nsga2.formatted(2)), 3);
    SimulatedRun four = SimulatedRun.calm();
    four.sweep(MadeUpPlan.of(SPEC, nsga2.formatted(4)), 3);

    assertThat(stopped(four)).containsAll(stopped(two));
    assertThat(stopped(two)).anyMatch(some -> some.rung().startsWith("batch 2"));
  }

  @Test
  void controlsLeaveTheSearchAsItIs() throws Exception {
    SimulatedRun without = SimulatedRun.calm();
    Results alone = without.sweep(MadeUpPlan.of(SPEC), 2);
    SimulatedRun with = SimulatedRun.calm();
    Results controlled =
        with.sweep(MadeUpPlan.of(SPEC, "search.controls=[random, uniform-l1, from-scratch]"), 2);

    assertThat(controlled.variants().stream().filter(variant -> !variant.isControl()))
        .containsExactlyElementsOf(alone.variants());
    assertThat(controlled.front(plan.spec().objectives()).orElseThrow().members())
        .isEqualTo(alone.front(plan.spec().objectives()).orElseThrow().members());
  }

  /** A control belongs to the variant that it is compared with. */
  @Test
  void whatIsNotGoneOnFromHasItsControlAllTheSame() throws Exception {
    SweepPlan some =
        MadeUpPlan.of(
            SPEC,
            "search.controls=[from-scratch]",
            "search.ranking=global",
            "search.target=[0.4, 0.9]");
    SimulatedRun run = SimulatedRun.calm();
    Results results = run.sweep(some, 3);
    Set<String> stopped = stopped(run).stream().map(Stopped::variant).collect(Collectors.toSet());
    Set<String> compared = new HashSet<>();
    Set<String> ends = new HashSet<>();
    for (Variant variant : results.variants()) {
      if (variant.stage().kind() == Stage.Kind.FROM_SCRATCH) {
        compared.add(variant.stage().parent());
      } else if (some.tree().children(variant.stage()).stream().anyMatch(c -> !c.goesOn())) {
        ends.add(variant.id());
      }
    }

    assertThat(compared).isEqualTo(ends).containsAnyElementsOf(stopped);
    RunStatus last = run.told.get(run.told.size() - 1);
    assertThat(last.done() + last.stopped()).isEqualTo(last.stages());
  }

  /** What was spared is no reason to bear with more failures. */
  @Test
  void theShareOfFailuresIsThatOfWhatCameToAnEnd() throws Exception {
    RunStatus status = troubled(0);
    int settled = status.done() + status.failed() + status.skipped();
    double share = (double) (status.failed() + status.skipped()) / settled;
    assertThat(status.failed()).isPositive();
    assertThat(status.skipped()).isPositive();
    assertThat(status.stopped()).isGreaterThan(settled / 3);

    assertThat(troubled(share - 0.01).state()).isEqualTo(RunStatus.State.TOO_MANY_FAILED);
    assertThat(troubled(share).state()).isEqualTo(RunStatus.State.DONE);
  }

  /** A seventh of all rounds fails. */
  private static RunStatus troubled(double tolerated) throws InterruptedException {
    SimulatedRun run =
        new SimulatedRun(
            (visit, tries) ->
                visit.pruning().isPresent() && visit.stage().hashCode() % 7 == 0
                    ? VisitReport.failed(1, "simulated", "not finite")
                    : null);
    run.sweep(MadeUpPlan.of(SPEC, "limits.failed-fraction=" + tolerated), 3);
    return run.told.get(run.told.size() - 1);
  }

  @Test
  void aPlanTellsWhatIsLeftOfItIfResultsAreChance() throws Exception {
    SimulatedRun run = SimulatedRun.calm();
    int stages = run.sweep(plan, 2).variants().size();

    assertThat((double) plan.stagesByChance().orElseThrow())
        .isBetween(0.8 * stages, 1.2 * stages)
        .isLessThan((double) plan.tree().rounds());
    assertThat(MadeUpPlan.of(SPEC, "stop-early=none").stagesByChance()).isEmpty();
  }

  private static List<Stopped> stopped(SimulatedRun run) {
    return run.journal().stream()
        .filter(Stopped.class::isInstance)
        .map(Stopped.class::cast)
        .sorted(Comparator.comparing(Stopped::variant))
        .collect(Collectors.toList());
  }
}
