package org.espalier.criterion;

/** What a criterion may have to know of units beside their weights. */
public enum Evidence {
  /** The scales γ of the batch normalisations that a channel goes through. Reads no data. */
  SCALES("batch-norm scales", true),
  /** What a channel answers to calibration rows, after its activation function. */
  ACTIVATIONS("activations", true),
  /** How the cost C changes with each weight: the mean of ∂C/∂w over calibration rows. */
  GRADIENTS("gradients", false),
  /**
   * The mean of (∂C/∂w)² over calibration rows, each a mini-batch by itself: the diagonal of the
   * empirical Fisher matrix.
   */
  SQUARED_GRADIENTS("squared gradients", false),
  /**
   * The mean over calibration rows of (Σ w·∂C/∂w)², the sum over all weights of a unit: what a gate
   * would have for a squared gradient by which the whole unit is multiplied.
   */
  GATES("gates", false),
  /** How large the input is that each weight reads, over calibration rows. */
  INPUTS("inputs", false),
  /** How much of the network's flow depends on each weight. Reads no data. */
  FLOW("synaptic flow", false);

  private final String label;
  private final boolean channelsOnly;

  Evidence(String label, boolean channelsOnly) {
    this.label = label;
    this.channelsOnly = channelsOnly;
  }

  /** As it is called in messages and tables. */
  public String label() {
    return label;
  }

  /** Whether there is none of it for a single weight. */
  public boolean channelsOnly() {
    return channelsOnly;
  }
}
