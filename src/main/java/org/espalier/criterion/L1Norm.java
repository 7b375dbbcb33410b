package org.espalier.criterion;

import java.util.random.RandomGenerator;

/**
 * The sum of absolute weights, {@code Σ|w|}; of a single weight its magnitude.
 *
 * <p>Li et al., Pruning Filters for Efficient ConvNets (2016); for single weights Han et al.,
 * Learning both Weights and Connections (2015). The first thing to try: it needs no data.
 */
public record L1Norm() implements Criterion {
  @Override
  public String name() {
    return "l1";
  }

  @Override
  public double[] scores(Units units, RandomGenerator random) {
    Matrix weights = units.weights();
    return weights.l1Norms();
  }
}
