package org.espalier.criterion;

import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How often a channel answers at all, {@code 1 − APoZ}, with APoZ the share of exact zeros among
 * its values after the activation function.
 *
 * <p>Hu et al., Network Trimming: A Data-Driven Neuron Pruning Approach towards Efficient Deep
 * Architectures (2016). To be tried with ReLU, late layers above all; other activation functions
 * have no zeros, and all channels score 1.
 */
public record ZeroShare() implements Criterion {
  @Override
  public String name() {
    return "apoz";
  }

  @Override
  public Set<Evidence> needs() {
    return Set.of(Evidence.ACTIVATIONS);
  }

  @Override
  public double[] scores(Units units, RandomGenerator random) {
    double[] scores = new double[units.count()];
    Arrays.setAll(scores, unit -> 1 - units.activations().zeroShare(unit));
    return scores;
  }
}
