package org.espalier.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A stage under way: its visits one after the other, each from what the one before left. */
final class StageRun {
  /** How often a visit may be lost before it is held to be the cause. */
  static final int LOSSES = 8;

  /** From then on it may be the cause: that of others' losses, too. */
  private static final int SUSPICIOUS_LOSSES = 2;

  /** How often files may be out of reach, with pauses that double each time: a minute in all. */
  private static final int BLOCKAGES = 7;

  private final SweepPlan plan;
  private final Stage stage;
  private final String parentCheckpoint;
  private final String earlyCheckpoint;
  private String checkpoint;
  private String superseded;
  private VisitReport last;
  private int visits;
  private double seconds;
  private int losses;
  private int blockages;
  private Instant resting = Instant.MIN;
  private Duration worked = Duration.ZERO;
  private Duration atWork = Duration.ZERO;
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
      List<Visited> behind) {
    this.plan = plan;
    this.stage = stage;
    this.parentCheckpoint = parentCheckpoint;
    this.earlyCheckpoint = earlyCheckpoint;
    behind.forEach(visit -> count(visit.seconds(), visit.checkpoint()));
  }

  private void count(double took, String left) {
    visits++;
    seconds += took;
    if (left != null) {
      superseded = checkpoint;
      checkpoint = left;
    }
  }

  Stage stage() {
    return stage;
  }

  Visit nextVisit() {
    return visit(visits + 1);
  }

  private Visit visit(int number) {
    return plan.visit(stage, number, parentCheckpoint, checkpoint, earlyCheckpoint);
  }

  void add(VisitReport report, Instant now) {
    last = report;
    Duration told = Duration.ofMillis(Math.round(report.seconds() * 1000));
    worked = worked.plus(told.compareTo(atWork) > 0 ? told : atWork);
    atWork = Duration.ZERO;
    switch (report.outcome()) {
      case DONE -> {
        count(report.seconds(), report.checkpoint());
        losses = 0;
        blockages = 0;
      }
      case FAILED -> seconds += report.seconds();
      case LOST -> losses++;
      case BLOCKED -> resting = now.plus(Duration.ofSeconds(1L << blockages++));
    }
  }

  VisitReport last() {
    return last;
  }

  /** The visit whose report came last. */
  Visited visited() {
    return new Visited(stage.id(), visits, last.checkpoint(), last.seconds(), last.executor());
  }

  boolean goesOn() {
    return last.isDone() && ended == null && visits < plan.visits(stage);
  }

  /** Whether its last visit came to nothing through no fault of its own, and is due once more. */
  boolean triesAgain() {
    return ended == null
        && switch (last.outcome()) {
          case LOST -> losses < LOSSES;
          case BLOCKED -> blockages < BLOCKAGES;
          case DONE, FAILED -> false;
        };
  }

  /** Whether it may be what takes its machine along, and whatever else is at work there. */
  boolean isSuspect() {
    return losses >= SUSPICIOUS_LOSSES;
  }

  boolean rests(Instant now) {
    return resting.isAfter(now);
  }

  /** Whether files stayed out of reach, which no other stage could do anything about. */
  boolean isStuck() {
    return ended == null && last.outcome() == VisitReport.Outcome.BLOCKED && !triesAgain();
  }

  /** Its visit was seen at work for some more time; while it waits for a machine it is not. */
  void work(Duration time) {
    atWork = atWork.plus(time);
  }

  /** Whether the stage has had its time; from then on it is to end. */
  boolean isOverdue(Duration limit) {
    if (ended == null && worked.plus(atWork).compareTo(limit) >= 0) {
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
        done() ? model() : null,
        visits,
        seconds,
        last.executor(),
        error());
  }

  private boolean done() {
    return last.isDone() && visits == plan.visits(stage);
  }

  private String error() {
    if (done()) {
      return null;
    }
    if (ended != null) {
      return ended;
    }
    return losses < LOSSES
        ? last.error()
        : "it was lost %d times: %s".formatted(losses, last.error());
  }

  /** Checkpoints of its own that nobody needs any more, once what came last is in the journal. */
  List<String> leftovers() {
    boolean needed = goesOn() || done();
    return Stream.of(superseded, needed ? null : checkpoint).filter(Objects::nonNull).toList();
  }

  /** A stage that changed nothing has the model it was given. */
  private String model() {
    if (!stage.kind().leavesModel()) {
      return null;
    }
    return checkpoint == null ? ((Origin.Checkpoint) visit(1).origin()).name() : checkpoint;
  }
}
