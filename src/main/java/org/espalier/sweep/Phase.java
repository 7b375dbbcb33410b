package org.espalier.sweep;

/** What a visit spends its time on. */
public enum Phase {
  /** Models and rows are read. */
  READING("reading"),
  /** Evidence is gathered, units are scored. */
  RANKING("ranking"),
  /** Units are cut out, or set to zero. */
  REMOVING("removing"),
  /** Weights go back to earlier values, or to new ones. */
  REWINDING("rewinding"),
  /** Batch norms get their statistics anew. */
  RECALIBRATING("recalibrating"),
  TRAINING("training"),
  SCORING("scoring"),
  /** The checkpoint is written. */
  WRITING("writing");

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  /** As metrics show it. */
  public String label() {
    return label;
  }
}
