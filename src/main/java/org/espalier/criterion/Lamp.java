package org.espalier.criterion;

import java.util.random.RandomGenerator;

/**
 * A unit's share of all that is no smaller, {@code u / Σ_{v ≥ u} v} over the pool, with u the sum
 * of a unit's squared weights.
 *
 * <p>Lee et al., Layer-adaptive Sparsity for the Magnitude-based Pruning (2020). Ranks a pool as
 * {@code l2} does, and makes pools compare: it is for global rankings, above all of single weights,
 * and wants no normalizer. The largest unit of each pool scores 1, so no pool is emptied. The paper
 * is about single weights and counts equals in the order of their places; ours takes units of any
 * kind, and equals score the same.
 */
public record Lamp() implements Criterion {
  @Override
  public String name() {
    return "lamp";
  }

  @Override
  public double[] scores(Units units, RandomGenerator random) {
    Matrix weights = units.weights();
    return TailShares.of(weights.squaredL2Norms());
  }
}
