package org.espalier.engine.compiled;

/**
 * The parameters of a layer that weighs its inputs, as DL4J has them, and where their slopes go.
 *
 * @param position of the first of the values in the vector of all parameters
 * @param bias null for none
 * @param slopes null where they are kept nowhere
 * @param biasSlopes null where there is no bias, or they are kept nowhere
 */
record Weights(int position, Tensor values, Tensor bias, Tensor slopes, Tensor biasSlopes) {
  boolean haveBias() {
    return bias != null;
  }
}
