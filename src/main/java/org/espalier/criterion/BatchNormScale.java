package org.espalier.criterion;

import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The scale a channel leaves its batch normalisation with, {@code Σ|γ|} over the batch
 * normalisations it goes through.
 *
 * <p>Liu et al., Learning Efficient Convolutional Networks through Network Slimming (2017). To be
 * tried under a global ranking where every layer is normalised, best on a network that was trained
 * with a penalty on {@code Σ|γ|}; without it scales differ less than importance does. The paper has
 * one γ a channel; channels of coupled layers have several, and ours takes their sum.
 */
public record BatchNormScale() implements Criterion {
  @Override
  public String name() {
    return "bn-scale";
  }

  @Override
  public Set<Evidence> needs() {
    return Set.of(Evidence.SCALES);
  }

  @Override
  public double[] scores(Units units, RandomGenerator random) {
    Matrix scales = units.scales();
    return scales.l1Norms();
  }
}
