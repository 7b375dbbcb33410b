package org.espalier.criterion;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The Euclidean norm of the weights, {@code (Σw²)^½}; of a single weight its magnitude.
 *
 * <p>He et al., Soft Filter Pruning (2018). To be tried where filters with a few large weights
 * should stay before filters with many small ones, which L1 sees alike; it needs no data.
 */
public record L2Norm() implements Criterion {
  @Override
  public String name() {
    return "l2";
  }

  @Override
  public double[] scores(Units units, RandomGenerator random) {
    Matrix weights = units.weights();
    double[] squares = weights.squaredL2Norms();
    return Arrays.stream(squares).map(Math::sqrt).toArray();
  }
}
