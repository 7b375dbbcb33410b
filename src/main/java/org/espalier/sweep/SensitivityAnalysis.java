package org.espalier.sweep;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.espalier.schedule.Pool;

/** A sensitivity analysis of one model by itself, of the same stages as in a sweep. */
public final class SensitivityAnalysis {
  private final Stage baseline;
  private final Origin model;
  private final SensitivityPlan plan;

  /**
   * Plans.
   *
   * @param digest of the model's file
   * @param model where executors find it
   * @param pools in network order
   */
  public SensitivityAnalysis(
      String digest, Origin model, Probing probing, List<Pool> pools, int shards) {
    this.baseline = Stage.baseline(digest);
    this.model = model;
    this.plan = new SensitivityPlan(baseline, probing, pools, shards);
  }

  /** How many removals are scored. */
  public int stages() {
    return plan.stages().size();
  }

  /**
   * Scores the model, and all that the plan removes from it, several at once.
   *
   * @throws SweepFailure where the model itself could not be scored
   */
  public Sensitivity run(StageExecutor executor) throws InterruptedException {
    CompletableFuture<VisitReport> whole =
        submit(
            new Visit(baseline.id(), 1, 0, model, null, null, 0, null, Scoring.VALIDATION),
            executor);
    Map<Stage, CompletableFuture<VisitReport>> reports = new HashMap<>();
    for (Stage stage : plan.stages()) {
      reports.put(stage, submit(plan.visit(stage, model), executor));
    }
    VisitReport dense = await(whole);
    if (!dense.isDone()) {
      throw new SweepFailure("the model could not be scored: " + dense.error());
    }
    Map<Stage, Variant> results = new HashMap<>();
    for (Stage stage : plan.stages()) {
      results.put(stage, variant(stage, await(reports.get(stage))));
    }
    return new Sensitivity(dense.measured(), plan.curves(dense.measured(), results::get));
  }

  private static CompletableFuture<VisitReport> submit(Visit visit, StageExecutor executor) {
    CompletableFuture<VisitReport> report = new CompletableFuture<>();
    executor.submit(visit, report::complete);
    return report;
  }

  private static VisitReport await(CompletableFuture<VisitReport> report)
      throws InterruptedException {
    try {
      return report.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a report is never an exception", e);
    }
  }

  private static Variant variant(Stage stage, VisitReport report) {
    return new Variant(
        stage,
        report.isDone() ? Status.DONE : Status.FAILED,
        report.measured(),
        null,
        1,
        report.seconds(),
        report.executor(),
        report.error());
  }
}
