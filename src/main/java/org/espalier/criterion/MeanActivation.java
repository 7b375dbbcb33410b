package org.espalier.criterion;

import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How strongly a channel answers, {@code |mean of z|} over calibration rows and positions, with z
 * its values after the activation function.
 *
 * <p>One of the criteria of Molchanov et al., Pruning Convolutional Neural Networks for Resource
 * Efficient Inference (2016), who find it the best of those that need no gradient: to be tried
 * where gradients are too dear. The paper has ReLU, whose mean is its own magnitude; ours takes the
 * magnitude, so that a channel which answers strongly below zero is not the first to go. Channels
 * of coupled layers answer in several places, whose means are added up.
 */
public record MeanActivation() implements Criterion {
  @Override
  public String name() {
    return "mean-activation";
  }

  @Override
  public Set<Evidence> needs() {
    return Set.of(Evidence.ACTIVATIONS);
  }

  @Override
  public double[] scores(Units units, RandomGenerator random) {
    double[] scores = new double[units.count()];
    Arrays.setAll(scores, unit -> Math.abs(units.activations().mean(unit)));
    return scores;
  }
}
