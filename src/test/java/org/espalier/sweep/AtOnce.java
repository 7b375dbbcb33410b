package org.espalier.sweep;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Reports on each visit while it is submitted; an accuracy below 0 is a failure. */
final class AtOnce implements StageExecutor {
  private final List<Visit> seen;
  private final ToDoubleFunction<Visit> accuracy;
  private int reportsLeft;

  /**
   * An executor that dies.
   *
   * @param seen gets all visits
   * @param reports that come, and none after them
   */
  AtOnce(List<Visit> seen, ToDoubleFunction<Visit> accuracy, int reports) {
    this.seen = seen;
    this.accuracy = accuracy;
    this.reportsLeft = reports;
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public void submit(Visit visit, Consumer<VisitReport> whenDone) {
    if (isGone()) {
      throw new IllegalStateException("nothing runs here any more");
    }
    reportsLeft--;
    seen.add(visit);
    double right = accuracy.applyAsDouble(visit);
    whenDone.accept(right < 0 ? VisitReport.failed(1, "here", "not finite") : report(visit, right));
  }

  private static VisitReport report(Visit visit, double accuracy) {
    return VisitReport.done(
        visit.leavesCheckpoint() ? "%s-%d.zip".formatted(visit.stage(), visit.number()) : null,
        new Measured(accuracy, 1, 100, 100, 1000, 500, Map.of()),
        1,
        "here");
  }

  @Override
  public void cancel(String stage) {}

  @Override
  public boolean isGone() {
    return reportsLeft == 0;
  }

  @Override
  public void close() {}
}
