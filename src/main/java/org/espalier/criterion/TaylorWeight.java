package org.espalier.criterion;

import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How much the cost would change without a unit's weights, to first order and squared: the mean
 * over calibration rows of {@code (Σ g·w)²}, with g = ∂C/∂w and the sum over the unit's weights.
 *
 * <p>Molchanov et al., Importance Estimation for Neural Network Pruning (2019). To be tried under a
 * global ranking: by the paper it compares layers without a normalizer. The sum is squared, not its
 * terms, as the paper has it for a group of weights: what cancels within a unit goes together. A
 * calibration row is a mini-batch here as there; the paper averages over rounds of pruning as well,
 * ours looks at each model afresh.
 */
public record TaylorWeight() implements Criterion {
  @Override
  public String name() {
    return "taylor";
  }

  @Override
  public Set<Evidence> needs() {
    return Set.of(Evidence.GATES);
  }

  @Override
  public double[] scores(Units units, RandomGenerator random) {
    return units.gates().clone();
  }
}
