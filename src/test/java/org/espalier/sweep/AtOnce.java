package org.espalier.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.espalier.store.MemoryRun;

/** Reports on each visit while it is submitted; an accuracy below 0 is a failure. */
final class AtOnce implements StageExecutor {
  private final List<Visit> seen;
  private final ToDoubleFunction<Visit> accuracy;
  private final Checkpoints models;
  private int reportsLeft;

  /** An executor of a run that nobody resumes. */
  AtOnce(List<Visit> seen, ToDoubleFunction<Visit> accuracy, int reports) {
    this(seen, accuracy, reports, new MemoryRun().checkpoints());
  }

  /**
   * An executor that dies.
   *
   * @param seen gets all visits
   * @param reports that come, and none after them
   * @param models where visits leave theirs
   */
  AtOnce(List<Visit> seen, ToDoubleFunction<Visit> accuracy, int reports, Checkpoints models) {
    this.seen = seen;
    this.accuracy = accuracy;
    this.reportsLeft = reports;
    this.models = models;
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
    if (visit.origin() instanceof Origin.Checkpoint origin) {
      readModel(origin.name());
    }
    double right = accuracy.applyAsDouble(visit);
    whenDone.accept(right < 0 ? VisitReport.failed(1, "here", "not finite") : report(visit, right));
  }

  private VisitReport report(Visit visit, double accuracy) {
    return VisitReport.done(
        visit.leavesCheckpoint() ? leave(visit) : null,
        new Measured(accuracy, 1, 100, 100, 1000, 500, Map.of()),
        1,
        "here");
  }

  private void readModel(String name) {
    try {
      models.read(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String leave(Visit visit) {
    String name = "%s-%d.zip".formatted(visit.stage(), visit.number());
    try {
      models.write(name, new byte[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return name;
  }

  @Override
  public boolean isAtWork(String stage) {
    return false;
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
