package org.espalier.engine.compiled;

/**
 * Is told, of each row by itself, what a gate would have for a gradient that multiplies all weights
 * of an output channel or neuron: {@code Σ w·∂C/∂w}.
 */
@FunctionalInterface
public interface OutputGates {
  /**
   * Is told of all outputs of a layer.
   *
   * @param row of the batch
   * @param position of the first output's first weight in the flat parameters
   * @param weights of each output, which lie one behind the other, as the outputs do
   * @param gradients of the outputs' gates; valid until the call is over
   */
  void saw(int row, int position, int weights, double[] gradients);
}
