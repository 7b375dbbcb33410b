package org.espalier.criterion;

import java.util.random.RandomGenerator;

/**
 * How far a channel lies from all others, {@code Σ_v ‖w − v‖₂} over the channels v of the pool:
 * what lies nearest to their geometric median can be replaced by the rest.
 *
 * <p>He et al., Filter Pruning via Geometric Median for Deep Convolutional Neural Networks
 * Acceleration (2019). To be tried where filters are alike in size, so that no norm tells them
 * apart; it needs no data. Of channels alone: single values on a line have a median that says
 * nothing of what they do.
 */
public record GeometricMedian() implements Criterion {
  @Override
  public String name() {
    return "fpgm";
  }

  @Override
  public boolean channelsOnly() {
    return true;
  }

  @Override
  public double[] scores(Units units, RandomGenerator random) {
    return Distances.sums(units.weights());
  }
}
