package org.espalier.sweep;

import java.time.Instant;

/**
 * Where a run stands.
 *
 * @param stages to run in all, as far as is known
 * @param cause root cause in one line where the run failed, else null
 */
public record RunStatus(
    State state,
    int stages,
    int done,
    int failed,
    int skipped,
    int running,
    Instant started,
    Instant updated,
    String cause) {
  /** The life of a run. */
  public enum State {
    RUNNING,
    /** Ended, within what it tolerates. */
    DONE,
    /** Ended, but more stages failed than it tolerates. */
    TOO_MANY_FAILED,
    /** Could not go on. */
    FAILED
  }
}
