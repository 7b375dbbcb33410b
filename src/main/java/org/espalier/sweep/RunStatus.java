package org.espalier.sweep;

import java.time.Instant;

/**
 * Where a run stands.
 *
 * @param stages to run in all, as far as is known
 * @param stopped stages that are not run since what they build on is not gone on from
 * @param cause root cause in one line where the run failed, else null
 */
public record RunStatus(
    State state,
    int stages,
    int done,
    int failed,
    int skipped,
    int stopped,
    int running,
    Instant started,
    Instant updated,
    String cause) {
  /** Stages whose turn has not come yet. */
  public int waiting() {
    return Math.max(0, stages - done - failed - skipped - stopped - running);
  }

  /** The life of a run. */
  public enum State {
    RUNNING("running"),
    /** Ended, within what it tolerates. */
    DONE("done"),
    /** Ended, but more stages failed than it tolerates. */
    TOO_MANY_FAILED("too-many-failed"),
    /** Could not go on. */
    FAILED("failed"),
    /** Somebody ended it; the next driver goes on where it was. */
    CANCELLED("cancelled");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** As status files show it. */
    public String label() {
      return label;
    }
  }
}
