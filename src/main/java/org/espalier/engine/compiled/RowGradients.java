package org.espalier.engine.compiled;

/** Is told the gradients of weights, of each row by itself, piece by piece. */
@FunctionalInterface
public interface RowGradients {
  /**
   * Is told of weights that lie one behind the other; those it is not told of have none.
   *
   * @param row of the batch
   * @param position of the first of these weights in the flat parameters
   * @param values of which the gradients are multiples; valid until the call is over
   * @param factor by which
   */
  void saw(int row, int position, float[] values, float factor);
}
