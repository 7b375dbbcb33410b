package org.espalier.criterion;

import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How much of what flows through the network goes through a unit, {@code Σ |w|·∂R/∂|w|}, with R the
 * sum of the outputs for an input of ones when all weights are replaced by their magnitudes.
 *
 * <p>Tanaka et al., Pruning neural networks without any data by iteratively conserving synaptic
 * flow (2020). To be tried for high sparsities under a global ranking without a normalizer, where
 * other criteria empty a layer; in many rounds, the paper has a hundred. It needs no data.
 */
public record SynFlow() implements Criterion {
  @Override
  public String name() {
    return "synflow";
  }

  @Override
  public Set<Evidence> needs() {
    return Set.of(Evidence.FLOW);
  }

  @Override
  public double[] scores(Units units, RandomGenerator random) {
    Matrix weights = units.weights();
    Matrix flow = units.flow();
    return weights.rowSums((unit, i) -> Math.abs(weights.at(unit, i)) * flow.at(unit, i));
  }
}
