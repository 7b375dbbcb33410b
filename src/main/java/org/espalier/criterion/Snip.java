package org.espalier.criterion;

import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How sensitive the cost is to a unit's connections, {@code Σ |ḡ·w|}, with ḡ the mean of ∂C/∂w over
 * all calibration rows.
 *
 * <p>Lee, Ajanthan and Torr, SNIP: Single-shot Network Pruning based on Connection Sensitivity
 * (2018). Meant for networks before they are trained, where gradients are large: to be tried with
 * retraining that starts over. The paper divides by the total over the network; that changes no
 * ranking, and ours does not. Unlike in {@code taylor}, terms of different sign do not cancel
 * within a unit, but do between rows.
 */
public record Snip() implements Criterion {
  @Override
  public String name() {
    return "snip";
  }

  @Override
  public Set<Evidence> needs() {
    return Set.of(Evidence.GRADIENTS);
  }

  @Override
  public double[] scores(Units units, RandomGenerator random) {
    Matrix weights = units.weights();
    Matrix gradients = units.gradients();
    return weights.rowSums((unit, i) -> Math.abs(gradients.at(unit, i) * weights.at(unit, i)));
  }
}
