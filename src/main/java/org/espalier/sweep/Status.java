package org.espalier.sweep;

/** How a stage ended. */
public enum Status {
  DONE("done"),
  /** It failed; its error says why. */
  FAILED("failed"),
  /** It could not run because a stage it builds on failed. */
  SKIPPED("skipped");

  private final String label;

  Status(String label) {
    this.label = label;
  }

  /** As results show it. */
  public String label() {
    return label;
  }
}
