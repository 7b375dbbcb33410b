package org.espalier.sweep;

import java.time.Instant;

/**
 * Something that happened in a run, for those who look on; what counts stands in the journal.
 *
 * @param visit number of the stage's visit; 0 where it is of the stage as a whole
 * @param executor host, or empty where none took part
 * @param detail how it went, in a line; null where there is nothing to say
 * @param effort what a visit that ended with it took, as far as that is known
 */
public record Event(
    Instant time,
    Kind kind,
    String stage,
    int visit,
    String executor,
    String detail,
    Effort effort) {
  /** What can happen. */
  public enum Kind {
    /** A visit was handed to an executor. */
    STARTED("started"),
    /** A visit is done, and its stage goes on. */
    VISITED("visited"),
    /** A stage is settled. */
    SETTLED("settled"),
    /** A variant is not gone on from. */
    STOPPED("stopped"),
    /** A visit was lost with its machine, or could not have its files, and is tried again. */
    TRIED_AGAIN("tried-again");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As event files show it. */
    public String label() {
      return label;
    }
  }
}
