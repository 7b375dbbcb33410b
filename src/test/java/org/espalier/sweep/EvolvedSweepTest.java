package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.espalier.plan.Granularity;
import org.espalier.store.MemoryRun;
import org.junit.jupiter.api.Test;

/** A sweep whose candidates depend on results, with models that are made up. */
class EvolvedSweepTest {
  private static final String SPEC =
      """
      run: evolved
      model: {source: lenet, train: {epochs: 2}}
      data: {shards: 1}
      search:
        strategy: {type: nsga2, population: 4, generations: 3}
        criterion: [l1, l2]
        schedule: [{type: linear, step: {uniform: [0.1, 0.3]}}, {type: linear, step: 0.2}]
        target: [0.5, {uniform: [0.6, 0.9]}]
        retrain: [{policy: fine-tune, visits: 2}, {policy: weight-rewinding, to-visit: 1}]
        controls: [random]
      finalists: {count: 1, epochs: 1}
      limits: {failed-fraction: 0.5}
      """;

  /** Laws 4 and 6: ended anywhere it goes on to the same candidates, and does nothing twice. */
  @Test
  void goesOnAfterTheLastVisitWhereverItEnded() throws InterruptedException {
    MemoryRun calm = new MemoryRun();
    List<Visit> undisturbed = new ArrayList<>();
    Results expected = sweep(calm, undisturbed, Integer.MAX_VALUE).run();
    assertThat(searched(expected)).hasSize(12);
    assertThat(undisturbed).doesNotHaveDuplicates();

    for (int reports = 1; reports < undisturbed.size(); reports++) {
      MemoryRun run = new MemoryRun();
      List<Visit> visits = new ArrayList<>();
      Sweep dying = sweep(run, visits, reports);
      assertThatThrownBy(dying::run).isInstanceOf(SweepFailure.class);

      assertThat(sweep(run, visits, Integer.MAX_VALUE).run())
          .as("ended after %d visits", reports)
          .isEqualTo(expected);
      assertThat(visits).isEqualTo(undisturbed);
      assertThat(run.journal()).isEqualTo(calm.journal());
    }
  }

  /** Law 4: who ends first has no say. */
  @Test
  void theOrderOfArrivalDoesNotShow() throws InterruptedException {
    Results expected = sweep(new MemoryRun(), new ArrayList<>(), Integer.MAX_VALUE).run();
    for (int seed = 1; seed <= 5; seed++) {
      try (Hurried executor = new Hurried(seed)) {
        Results results =
            new Sweep(MadeUpPlan.of(SPEC), executor, new MemoryRun(), Progress.UNSEEN).run();
        assertThat(results).isEqualTo(expected);
      }
    }
  }

  @Test
  void staysWithinItsEstimateAndTellsTheStagesKnownByNow() throws InterruptedException {
    List<Visit> visits = new ArrayList<>();
    SweepPlan plan = MadeUpPlan.of(SPEC);
    List<Integer> told = new ArrayList<>();
    Sweep sweep =
        new Sweep(
            plan,
            new AtOnce(visits, EvolvedSweepTest::accuracy, Integer.MAX_VALUE),
            new MemoryRun(),
            new Progress() {
              @Override
              public void settled(Variant variant) {}

              @Override
              public void stands(RunStatus status) {
                told.add(status.stages());
              }
            });
    sweep.run();

    assertThat(plan.estimate().exact()).isFalse();
    assertThat(plan.estimate().candidates()).isEqualTo(2 * 12);
    // At most nine rounds of two visits, of the dearest candidate and its control.
    assertThat(plan.estimate().searched()).isEqualTo(new Outlay(9, 18, 18).times(2 * 12));
    assertThat((long) visits.size()).isLessThan(plan.estimate().whole().visits());
    assertThat(told).isSorted();
    assertThat(told.get(0)).isEqualTo(plan.tree().stages().size());
    assertThat(sweep.status().stages()).isEqualTo(sweep.status().done()).isGreaterThan(told.get(0));
  }

  /** Whatever comes up later can be ordered by it; by chance it is known who comes up. */
  @Test
  void sensitivityIsMeasuredBeforeTheFirstGeneration() throws InterruptedException {
    String layers = "search.order=[together, least-sensitive-first]";
    MemoryRun run = new MemoryRun();
    AtOnce executor = new AtOnce(new ArrayList<>(), EvolvedSweepTest::accuracy, Integer.MAX_VALUE);
    Sweep sweep = new Sweep(MadeUpPlan.of(SPEC, layers), executor, run, Progress.UNSEEN);
    List<Variant> rows = sweep.run().variants();
    List<String> order = sweep.sensitivity().orElseThrow().order().get(Granularity.CHANNEL);

    List<Stage.Kind> kinds =
        run.journal().stream()
            .filter(Variant.class::isInstance)
            .map(entry -> ((Variant) entry).stage().kind())
            .toList();
    assertThat(kinds.lastIndexOf(Stage.Kind.SENSITIVITY))
        .isBetween(0, kinds.indexOf(Stage.Kind.ROUND));
    assertThat(rows).anyMatch(row -> row.pruned() && row.stage().round().touched().size() == 1);
    for (Variant row : rows) {
      if (row.pruned() && row.stage().candidate().order().needsSensitivity()) {
        assertThat(row.stage().round().touched())
            .containsExactly(order.get((row.stage().round().number() - 1) % order.size()));
      }
    }
    String one = "search.strategy={type: random, samples: 1, seed: %d}";
    assertThat(
            IntStream.range(1, 9)
                .mapToObj(seed -> MadeUpPlan.of(SPEC, layers, one.formatted(seed))))
        .allMatch(
            plan ->
                plan.sensitivityStages().isEmpty()
                    == plan.batch().candidates().stream()
                        .noneMatch(some -> some.order().needsSensitivity()))
        .anyMatch(plan -> plan.sensitivityStages().isEmpty())
        .anyMatch(plan -> !plan.sensitivityStages().isEmpty());
  }

  /** The early state is kept though no candidate of the first generation may need it. */
  @Test
  void theDenseModelIsTheSameWhateverComes() {
    assertThat(MadeUpPlan.of(SPEC).tree().dense()).hasSize(2);
  }

  @Test
  void theEstimateOfAGridIsWhatWillRun() throws InterruptedException {
    String[] grid = {
      "search.strategy=grid",
      "search.target=[0.5, 0.6]",
      "search.schedule={type: linear, step: 0.2}"
    };
    List<Visit> visits = new ArrayList<>();
    SweepPlan plan = MadeUpPlan.of(SPEC, grid);
    new Sweep(
            plan,
            new AtOnce(visits, EvolvedSweepTest::accuracy, Integer.MAX_VALUE),
            new MemoryRun(),
            Progress.UNSEEN)
        .run();
    long looks = visits.stream().filter(visit -> visit.scoring() == Scoring.TEST).count();

    assertThat(plan.estimate().exact()).isTrue();
    assertThat(plan.estimate().whole().visits()).isEqualTo(visits.size() - looks);
  }

  private static List<String> searched(Results results) {
    return results.variants().stream()
        .filter(variant -> variant.stage().kind() == Stage.Kind.ROUND && !variant.isControl())
        .filter(variant -> variant.stage().round().level() == variant.stage().candidate().target())
        .map(variant -> variant.stage().candidate().id())
        .distinct()
        .toList();
  }

  private static Sweep sweep(MemoryRun run, List<Visit> visits, int reports) {
    AtOnce executor = new AtOnce(visits, EvolvedSweepTest::accuracy, reports, run.checkpoints());
    return new Sweep(MadeUpPlan.of(SPEC), executor, run, Progress.UNSEEN);
  }

  /** By the stage alone. */
  private static double accuracy(Visit visit) {
    return new Random(visit.stage().hashCode()).nextDouble();
  }

  /** Reports from several threads, each after a moment of its own. */
  private static final class Hurried implements StageExecutor {
    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final Checkpoints models = new MemoryRun().checkpoints();
    private final Random random;

    Hurried(long seed) {
      random = new Random(seed);
    }

    @Override
    public int slots() {
      return 3;
    }

    @Override
    public void submit(Visit visit, Consumer<VisitReport> whenDone) {
      int moment = random.nextInt(2000);
      threads.execute(
          () -> {
            try {
              TimeUnit.MICROSECONDS.sleep(moment);
              new AtOnce(new ArrayList<>(), EvolvedSweepTest::accuracy, 1, models)
                  .submit(visit, whenDone);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }

    @Override
    public boolean isAtWork(String stage) {
      return true;
    }

    @Override
    public void cancel(String stage) {}

    @Override
    public boolean isGone() {
      return false;
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }
}
