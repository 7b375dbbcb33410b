package org.espalier.sweep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Stages whose last visit came to nothing through no fault of its own, and when it is due once
 * more. What may be to blame for the losses is tried one at a time in the whole sweep, so that it
 * takes along nothing else that may be: a stage that exhausts its machine fails, and its neighbours
 * live.
 */
final class Retries {
  private final List<StageRun> waiting = new ArrayList<>();
  private StageRun suspect;

  void add(StageRun run) {
    waiting.add(run);
  }

  /** A visit has come back, well or not. */
  void isBack(StageRun run) {
    if (run == suspect) {
      suspect = null;
    }
  }

  /** Takes out those that are due, or will not be tried any more. */
  List<StageRun> due(Instant now) {
    List<StageRun> due = new ArrayList<>();
    for (StageRun run : waiting) {
      if (!run.triesAgain() || (!run.rests(now) && mayGo(run))) {
        due.add(run);
      }
    }
    waiting.removeAll(due);
    return due;
  }

  private boolean mayGo(StageRun run) {
    if (!run.isSuspect()) {
      return true;
    }
    boolean alone = suspect == null;
    if (alone) {
      suspect = run;
    }
    return alone;
  }
}
