package org.espalier.plan;

/** Against which others a unit is ranked. */
public enum Ranking {
  /** Within its own pool: every layer reaches the same sparsity. */
  LOCAL("local"),
  /** Against the units of all pools: the whole reaches the sparsity, layers differ. */
  GLOBAL("global");

  private final String label;

  Ranking(String label) {
    this.label = label;
  }

  /** As it is called in sweep files and results. */
  public String label() {
    return label;
  }
}
