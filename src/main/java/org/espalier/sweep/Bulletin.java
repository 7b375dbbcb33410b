package org.espalier.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells those who look on what happens in a run, and every few seconds where it stands. */
final class Bulletin {
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private final RunStore store;
  private final Progress progress;
  private final SweepClock clock;
  private final List<Event> events = new ArrayList<>();
  private Instant lastTold = Instant.MIN;

  Bulletin(RunStore store, Progress progress, SweepClock clock) {
    this.store = store;
    this.progress = progress;
    this.clock = clock;
  }

  void started(Visit visit) {
    note(Event.Kind.STARTED, visit.stage(), visit.number(), "", null);
  }

  void visited(Visited visit, Effort effort) {
    note(Event.Kind.VISITED, visit.stage(), visit.number(), visit.executor(), null, effort);
  }

  void triedAgain(StageRun run) {
    note(Event.Kind.TRIED_AGAIN, run.stage().id(), 0, "", run.last().error());
  }

  /** As its last visit, which took so much, has settled it. */
  void settled(Variant variant, Effort effort) {
    String how = variant.error() == null ? variant.status().label() : "failed: " + variant.error();
    note(Event.Kind.SETTLED, variant.id(), 0, variant.executor(), how, effort);
  }

  void stopped(Stopped variant) {
    String place = "rank %d of %d in %s".formatted(variant.rank(), variant.of(), variant.rung());
    note(Event.Kind.STOPPED, variant.variant(), 0, "", place);
  }

  private void note(Event.Kind kind, String stage, int visit, String host, String detail) {
    note(kind, stage, visit, host, detail, Effort.UNKNOWN);
  }

  private void note(
      Event.Kind kind, String stage, int visit, String host, String detail, Effort effort) {
    events.add(new Event(clock.now(), kind, stage, visit, host, detail, effort));
  }

  boolean isDue(Instant now) {
    return !lastTold.plus(HEARTBEAT).isAfter(now);
  }

  void tell(RunStatus status) {
    lastTold = status.updated();
    store.tell(status, List.copyOf(events));
    events.clear();
    progress.stands(status);
  }
}
