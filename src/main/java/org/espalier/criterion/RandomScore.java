package org.espalier.criterion;

import java.util.random.RandomGenerator;

/**
 * One draw from U(0, 1) a unit: the control that every other criterion has to beat (Blalock et al.,
 * What is the State of Neural Network Pruning?, 2020).
 */
public record RandomScore() implements Criterion {
  @Override
  public String name() {
    return "random";
  }

  @Override
  public double[] scores(Units units, RandomGenerator random) {
    return random.doubles(units.count()).toArray();
  }
}
