package org.espalier.sweep.spec;

/** What a frontier weighs against each other. */
public enum ObjectiveName {
  /** Share of validation rows classified right; the one that is to be high. */
  ACCURACY("accuracy", true),
  /** Multiply-adds of one image. */
  MACS("macs", false),
  /** Size of the compressed model file. */
  BYTES("bytes", false),
  /** Values stored. */
  PARAMETERS("parameters", false),
  /** Values stored that are not zero. */
  NONZERO("nonzero", false);

  private final String label;
  private final boolean maximised;

  ObjectiveName(String label, boolean maximised) {
    this.label = label;
    this.maximised = maximised;
  }

  /** As it is called in sweep files and results. */
  public String label() {
    return label;
  }

  public boolean maximised() {
    return maximised;
  }
}
