package org.espalier.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.sweep.spec.SweepSpec;

/**
 * The main job: finds out how sensitive layers are where an order depends on it, runs the stage
 * tree, which grows where a strategy goes by results, trains the finalists, looks at the test set
 * once.
 *
 * <p>What the run's journal names is settled and not done again, so a sweep that was killed goes on
 * where it was.
 */
public final class Sweep {
  private SweepPlan plan;
  private final RunStore store;
  private final StageRuns runs;
  private final Map<String, TestScore> tests = new LinkedHashMap<>();
  private Sensitivity sensitivity;

  public Sweep(SweepPlan plan, StageExecutor executor, RunStore store, Progress progress) {
    this(plan, executor, store, progress, SweepClock.REAL);
  }

  /** A sweep that lives in a time of its own. */
  public Sweep(
      SweepPlan plan, StageExecutor executor, RunStore store, Progress progress, SweepClock clock) {
    this.plan = plan;
    this.store = store;
    this.runs = new StageRuns(plan, executor, store, progress, clock);
    for (Entry entry : store.journal()) {
      if (entry instanceof TestScore score) {
        tests.put(score.variant(), score);
      }
    }
  }

  /**
   * Trains or reads the dense model, and goes no further.
   *
   * @throws SweepFailure where it could not be had
   */
  public Variant dense() throws InterruptedException {
    List<Stage> stages = plan.tree().dense();
    runs.run(
        new Course(
            stages.subList(0, 1),
            stage -> plan.tree().children(stage).stream().filter(stages::contains).toList(),
            Map.of(),
            EarlyStopping.NONE,
            null));
    return checkedDense();
  }

  /**
   * Runs to the end.
   *
   * @return everything found out; a stage that failed is a row of it
   * @throws SweepFailure where the dense model itself could not be had
   */
  public Results run() throws InterruptedException {
    if (!plan.sensitivityStages().isEmpty()) {
      measureSensitivity(dense());
    }
    runTree();
    Variant dense = checkedDense();
    goOnByResults(dense);
    List<Stage> finalists = finalists(dense);
    runs.run(Course.of(finalists));
    runs.haveModels(delivered(dense));
    lookAtTestSet(dense, finalists);
    return results();
  }

  private List<Variant> delivered(Variant dense) {
    VariantFront front = VariantFront.of(results().variants(), dense, spec().objectives());
    return Stream.of(List.of(dense), front.members(), front.unbeatenControls())
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /** Leaves word that the run goes on, where it is time to: for while its files are written. */
  public void goesOn() {
    runs.goesOn();
  }

  /** Leaves word that all is done: for when what came of it is written. */
  public void finish() {
    runs.finish();
  }

  /** What is settled already is passed through. */
  private void runTree() throws InterruptedException {
    StageTree tree = plan.tree();
    runs.run(
        new Course(
            tree.dense().subList(0, 1),
            tree::children,
            tree.heights(),
            plan.earlyStopping(),
            plan.isAll() ? new Retention(spec().objectives()) : null));
  }

  /** Runs batch after batch of a strategy that goes by what came of those before. */
  private void goOnByResults(Variant dense) throws InterruptedException {
    Optional<SweepPlan> more = next(dense);
    while (more.isPresent()) {
      plan = more.get();
      runs.goOnBy(plan);
      runTree();
      more = next(dense);
    }
  }

  private Optional<SweepPlan> next(Variant dense) {
    return plan.after(dense, stage -> runs.settled(stage).findFirst());
  }

  /**
   * Runs these stages first of all, since what every candidate's rounds are depends on them. One
   * that fails is settled as others are; it makes its layer go late.
   */
  private void measureSensitivity(Variant dense) throws InterruptedException {
    runs.run(Course.of(plan.sensitivityStages()));
    sensitivity = plan.sensitivity(dense.measured(), runs::variant);
    plan = plan.after(sensitivity);
    runs.goOnBy(plan);
  }

  /** What each layer can do without; empty where no order depends on it, or it is not known yet. */
  public Optional<Sensitivity> sensitivity() {
    return Optional.ofNullable(sensitivity);
  }

  /** What has been found out so far. */
  public Results results() {
    return Results.of(store.journal());
  }

  private Variant checkedDense() {
    for (Stage stage : plan.tree().dense()) {
      if (!runs.variant(stage).done()) {
        throw new SweepFailure("the dense model could not be had: " + runs.variant(stage).error());
      }
    }
    return runs.variant(plan.tree().baseline());
  }

  /** Leaves word of why the run could not go on. */
  public void fail(String cause) {
    runs.fail(cause);
  }

  /** Leaves word that somebody ended the run. */
  public void cancelled() {
    runs.cancelled();
  }

  public RunStatus status() {
    return runs.status();
  }

  private List<Variant> searched() {
    return plan.tree().stages().stream().flatMap(runs::settled).filter(Variant::isRow).toList();
  }

  private List<Stage> finalists(Variant dense) {
    VariantFront front = VariantFront.of(searched(), dense, spec().objectives());
    return front.spread(spec().finalists().count(), dense).stream()
        .map(Variant::stage)
        .map(plan::finalistOf)
        .toList();
  }

  /**
   * Only what is delivered is looked at: a finalist, or its variant where training it on did harm.
   */
  private void lookAtTestSet(Variant dense, List<Stage> finalists) throws InterruptedException {
    if (finalists.isEmpty()) {
      return;
    }
    var onFront = VariantFront.of(results().variants(), dense, spec().objectives()).ids();
    List<Variant> best = new ArrayList<>(List.of(dense));
    for (Stage finalist : finalists) {
      Variant better = better(finalist);
      if (onFront.contains(better.id())) {
        best.add(better);
      }
    }
    for (Variant variant : best) {
      if (!tests.containsKey(variant.id())) {
        TestScore score = runs.score(variant);
        store.append(score);
        tests.put(variant.id(), score);
      }
    }
  }

  private Variant better(Stage finalist) {
    Variant before = runs.variant(finalist.parent());
    Variant after = runs.variant(finalist);
    boolean improved = after.done() && after.measured().accuracy() >= before.measured().accuracy();
    return improved ? after : before;
  }

  private SweepSpec spec() {
    return plan.spec();
  }
}
