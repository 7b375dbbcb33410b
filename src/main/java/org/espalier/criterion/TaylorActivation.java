package org.espalier.criterion;

import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How much the cost would change without a channel's values z, to first order: the mean over
 * calibration rows of {@code |mean over positions of z·∂C/∂z|}.
 *
 * <p>Molchanov et al., Pruning Convolutional Neural Networks for Resource Efficient Inference
 * (2016), who find it nearest to the true change of all they tried. Under a global ranking it wants
 * the {@code l2} normalizer: without it scores of different layers do not compare. The magnitude is
 * taken for each row, after the mean over positions, as in the paper and unlike some of its
 * re-implementations.
 */
public record TaylorActivation() implements Criterion {
  @Override
  public String name() {
    return "taylor-activation";
  }

  @Override
  public Set<Evidence> needs() {
    return Set.of(Evidence.ACTIVATIONS);
  }

  @Override
  public double[] scores(Units units, RandomGenerator random) {
    double[] scores = new double[units.count()];
    Arrays.setAll(scores, unit -> units.activations().taylor(unit));
    return scores;
  }
}
