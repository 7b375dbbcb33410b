package org.espalier.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A stage under way: its visits one after the other, each from what the one before left. */
final class StageRun {
  private final SweepPlan plan;
  private final Stage stage;
  private final String parentCheckpoint;
  private final String earlyCheckpoint;
  private final Instant started;
  private final List<String> checkpoints = new ArrayList<>();
  private VisitReport last;
  private int visits;
  private double seconds;
  private String ended;

  /**
   * A stage to be begun, or gone on with.
   *
   * @param behind its visits that earlier drivers made, in their order
   */
  StageRun(
      SweepPlan plan,
      Stage stage,
      String parentCheckpoint,
      String earlyCheckpoint,
      List<Visited> behind,
      Instant started) {
    this.plan = plan;
    this.stage = stage;
    this.parentCheckpoint = parentCheckpoint;
    this.earlyCheckpoint = earlyCheckpoint;
    this.started = started;
    behind.forEach(visit -> count(visit.seconds(), visit.checkpoint()));
  }

  private void count(double took, String checkpoint) {
    visits++;
    seconds += took;
    if (checkpoint != null) {
      checkpoints.add(checkpoint);
    }
  }

  Stage stage() {
    return stage;
  }

  Visit nextVisit() {
    return visit(visits + 1);
  }

  private Visit visit(int number) {
    return plan.visit(stage, number, parentCheckpoint, lastCheckpoint(), earlyCheckpoint);
  }

  void add(VisitReport report) {
    last = report;
    if (report.failed()) {
      seconds += report.seconds();
    } else {
      count(report.seconds(), report.checkpoint());
    }
  }

  /** The visit whose report came last. */
  Visited visited() {
    return new Visited(stage.id(), visits, last.checkpoint(), last.seconds(), last.executor());
  }

  boolean goesOn() {
    return !last.failed() && ended == null && visits < plan.visits(stage);
  }

  /** Whether the stage has had its time; from then on it is to end. */
  boolean isOverdue(Duration limit, Instant now) {
    if (ended == null && !started.plus(limit).isAfter(now)) {
      ended = "ended after %s minutes, limits.stage-minutes".formatted(limit.toMillis() / 60_000.0);
    }
    return ended != null;
  }

  /** The result, once it does not go on. */
  Variant variant() {
    return new Variant(
        stage,
        done() ? Status.DONE : Status.FAILED,
        done() ? last.measured() : null,
        done() ? checkpoint() : null,
        visits,
        seconds,
        last.executor(),
        error());
  }

  private boolean done() {
    return !last.failed() && visits == plan.visits(stage);
  }

  private String error() {
    if (done()) {
      return null;
    }
    return ended != null ? ended : last.error();
  }

  /** Checkpoints that nobody needs once the stage is settled. */
  List<String> leftovers() {
    return done()
        ? checkpoints.stream().filter(name -> !name.equals(checkpoint())).toList()
        : List.copyOf(checkpoints);
  }

  /** A stage that changed nothing has the model it was given. */
  private String checkpoint() {
    if (!stage.kind().leavesModel()) {
      return null;
    }
    return checkpoints.isEmpty()
        ? ((Origin.Checkpoint) visit(1).origin()).name()
        : lastCheckpoint();
  }

  private String lastCheckpoint() {
    return checkpoints.isEmpty() ? null : checkpoints.get(checkpoints.size() - 1);
  }
}
