package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.espalier.schedule.Pool;
import org.espalier.store.MemoryRun;
import org.junit.jupiter.api.Test;

/** What a sweep does about sensitivity, with models that are made up. */
class SensitivitySweepTest {
  private static final String SPEC =
      """
      run: orders
      model: {source: lenet, train: {epochs: 1}}
      data: {shards: 1}
      search:
        criterion: [l2, random]
        order: [least-sensitive-first, together]
        schedule: [one-shot]
        target: [0.5, 0.7]
        retrain: [{policy: none}]
      finalists: {count: 0}
      limits: {failed-fraction: 0.5}
      """;

  private final List<Visit> visits = new ArrayList<>();
  private final MemoryRun run = new MemoryRun();

  @Test
  void roundsGoByWhatWasMeasuredAndAllCandidatesShareIt() throws InterruptedException {
    Sweep sweep = sweep(visit -> prunes(visit, "a") ? 0.2 : prunes(visit, "b") ? 0.8 : 0.5);
    Results results = sweep.run();

    assertThat(kinds()).startsWith(Stage.Kind.BASELINE);
    assertThat(kinds().subList(1, 28)).containsOnly(Stage.Kind.SENSITIVITY);
    assertThat(kinds().subList(28, kinds().size())).containsOnly(Stage.Kind.ROUND);
    assertThat(results.variants()).noneMatch(v -> v.stage().kind() == Stage.Kind.SENSITIVITY);
    for (Variant variant : results.variants()) {
      if (variant.pruned() && variant.stage().candidate().order().needsSensitivity()) {
        int place = variant.stage().round().number() - 1;
        assertThat(variant.stage().round().touched())
            .containsExactly(List.of("b", "c", "a").get(place));
      }
    }
    assertThat(sweep.status().stages()).isEqualTo(sweep.status().done()).isEqualTo(44);
  }

  @Test
  void whatIsSettledIsNotMeasuredAgain() throws InterruptedException, IOException {
    sweep(visit -> 0.5).run();
    List<Entry> whole = run.journal();
    visits.clear();
    MemoryRun second = new MemoryRun();
    for (Entry entry : whole.subList(0, 12)) {
      second.append(entry);
      String model = ((Variant) entry).checkpoint();
      if (model != null) {
        second.checkpoints().write(model, new byte[1]);
      }
    }
    Sweep resumed = sweep(visit -> 0.5, second);

    assertThat(resumed.run()).isEqualTo(Results.of(whole));
    assertThat(visits).hasSize(whole.size() - 12);
  }

  @Test
  void endsWhereItsExecutorIsGoneAndSettlesNothingMore() throws InterruptedException {
    AtOnce dying = new AtOnce(visits, visit -> 0.5, 3, run.checkpoints());
    Sweep sweep = new Sweep(plan(), dying, run, Progress.UNSEEN);

    assertThatThrownBy(sweep::run)
        .isInstanceOf(SweepFailure.class)
        .hasMessageContaining("sweep again");

    assertThat(run.journal()).hasSize(3);
    assertThat(sweep(visit -> 0.5).run()).isEqualTo(sweep(visit -> 0.5, new MemoryRun()).run());
  }

  @Test
  void aPointThatFailsIsSettledCountedAndMakesItsLayerGoLate() throws InterruptedException {
    Sweep sweep = sweep(visit -> prunes(visit, "b") && visit.prune().sparsity() < 0.9 ? -1 : 0.5);
    Results results = sweep.run();

    assertThat(sweep.sensitivity().orElseThrow().failed()).isEqualTo(8);
    assertThat(sweep.sensitivity().orElseThrow().order().values())
        .containsExactly(List.of("a", "c", "b"));
    assertThat(sweep.status().failed()).isEqualTo(8);
    assertThat(results.variants()).filteredOn(variant -> !variant.done()).isEmpty();
  }

  @Test
  void whereNoOrderNeedsItNothingIsMeasured() throws InterruptedException {
    Sweep sweep = sweep(visit -> 0.5, run, "search.order=[front-to-back]");
    sweep.run();

    assertThat(kinds()).doesNotContain(Stage.Kind.SENSITIVITY);
    assertThat(sweep.sensitivity()).isEmpty();
  }

  @Test
  void aPlanHasAStandInAndCountsWhatIsMeasured() {
    SweepPlan plan = plan();

    assertThat(plan.sensitivityStages()).hasSize(27);
    assertThat(plan.tree().rounds()).isEqualTo(16);
    assertThat(plan.estimate().whole().visits()).isEqualTo(1 + 27 + 16);
    assertThat(plan.estimate().whole().trainingVisits()).isEqualTo(1);
    assertThat(plan.tree().stages().get(1).round().touched()).containsExactly("a");
  }

  private static boolean prunes(Visit visit, String pool) {
    return !visit.leavesModel()
        && visit.prune().pools().stream().map(Pool::name).toList().equals(List.of(pool));
  }

  /** Of each visit's stage, as the journal has it. */
  private List<Stage.Kind> kinds() {
    return run.journal().stream().map(entry -> ((Variant) entry).stage().kind()).toList();
  }

  private Sweep sweep(ToDoubleFunction<Visit> accuracy) {
    return sweep(accuracy, run);
  }

  private Sweep sweep(ToDoubleFunction<Visit> accuracy, MemoryRun store, String... overrides) {
    return new Sweep(
        plan(overrides),
        new AtOnce(visits, accuracy, Integer.MAX_VALUE, store.checkpoints()),
        store,
        Progress.UNSEEN);
  }

  private static SweepPlan plan(String... overrides) {
    return MadeUpPlan.of(SPEC, overrides);
  }
}
