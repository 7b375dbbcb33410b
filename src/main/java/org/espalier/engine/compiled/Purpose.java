package org.espalier.engine.compiled;

/**
 * What a program is for.
 *
 * @param goesBack whether there is a way back, for which values are kept
 * @param normalisesBatches whether batch norms go by what a batch shows, not by running statistics
 * @param observer is told what reaches batch norms; null for nobody
 * @param gradients is told those of weights, row by row; null for nobody
 * @param gates is told those of outputs' gates; null for nobody
 */
record Purpose(
    boolean goesBack,
    boolean normalisesBatches,
    Observer observer,
    RowGradients gradients,
    OutputGates gates) {
  /** Answers. */
  static final Purpose ANSWERING = new Purpose(false, false, null, null, null);

  /** Gradients to train by. */
  static final Purpose TRAINING = new Purpose(true, true, null, null, null);

  /** Statistics of what reaches batch norms in training. */
  static Purpose observing(Observer observer) {
    return new Purpose(false, true, observer, null, null);
  }

  /** Gradients of answers. */
  static Purpose differentiating(RowGradients gradients) {
    return new Purpose(true, false, null, gradients, null);
  }

  /** Gradients of gates. */
  static Purpose gating(OutputGates gates) {
    return new Purpose(true, false, null, null, gates);
  }

  /** Whether gradients stay, summed over the batch, where DL4J has them. */
  boolean keepsGradients() {
    return goesBack && gradients == null && gates == null;
  }
}
