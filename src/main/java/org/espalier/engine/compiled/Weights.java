package org.espalier.engine.compiled;

/**
 * The parameters of a layer that weighs its inputs, as DL4J has them, and where their slopes go.
 *
 * @param bias null for none
 * @param slopes null where there is no way back
 * @param biasSlopes null where there is no bias, or no way back
 */
record Weights(Tensor values, Tensor bias, Tensor slopes, Tensor biasSlopes) {
  boolean haveBias() {
    return bias != null;
  }
}
