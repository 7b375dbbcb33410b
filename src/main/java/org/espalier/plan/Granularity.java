package org.espalier.plan;

/** What is removed. */
public enum Granularity {
  /** Single weights become zero; shapes stay. */
  WEIGHT("weight"),
  /** Whole filters or neurons are cut out; the network becomes smaller. */
  CHANNEL("channel");

  private final String label;

  Granularity(String label) {
    this.label = label;
  }

  /** As it is called in sweep files and results. */
  public String label() {
    return label;
  }
}
