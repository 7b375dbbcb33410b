package org.espalier.criterion;

import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How much the cost would grow without a unit's weights, to second order: {@code ½ Σ w²·E[g²]},
 * with g = ∂C/∂w on one calibration row.
 *
 * <p>LeCun, Denker and Solla, Optimal Brain Damage (1989). To be tried on a network that is trained
 * to its end, where gradients vanish and first-order criteria have nothing to go by. The paper
 * computes the diagonal of the Hessian; ours takes that of the empirical Fisher matrix, E[g²],
 * which nears it there. A calibration row is a mini-batch here: with more images in it g² is
 * smaller, for all weights alike as far as images are independent.
 */
public record OptimalBrainDamage() implements Criterion {
  @Override
  public String name() {
    return "obd";
  }

  @Override
  public Set<Evidence> needs() {
    return Set.of(Evidence.SQUARED_GRADIENTS);
  }

  @Override
  public double[] scores(Units units, RandomGenerator random) {
    Matrix weights = units.weights();
    Matrix squares = units.squaredGradients();
    return weights.rowSums(
        (unit, i) -> weights.at(unit, i) * weights.at(unit, i) * squares.at(unit, i) / 2);
  }
}
