package org.espalier.criterion;

import java.util.random.RandomGenerator;

/**
 * The Euclidean norm of the weights, {@code (Σw²)^½}; of a single weight its magnitude.
 *
 * <p>He et al., Soft Filter Pruning (2018). Prefers filters with a few large weights over filters
 * with many small ones, where L1 sees them alike.
 */
public record L2Norm() implements Criterion {
  @Override
  public String name() {
    return "l2";
  }

  @Override
  public double[] scores(Matrix units, RandomGenerator random) {
    double[] scores = new double[units.rows()];
    for (int row = 0; row < scores.length; row++) {
      double squares = 0;
      for (int column = 0; column < units.columns(); column++) {
        double weight = units.at(row, column);
        squares += weight * weight;
      }
      scores[row] = Math.sqrt(squares);
    }
    return scores;
  }
}
