package org.espalier.criterion;

/**
 * Scores as shares of all in their pool that are no lower, {@code s / Σ_{v ≥ s} v}.
 *
 * <p>The formula of Lee et al., Layer-adaptive Sparsity for the Magnitude-based Pruning (2020), for
 * any score; with squared weights as scores it is the criterion {@code lamp}. The best of each pool
 * scores 1, so no pool is emptied: to be tried for high sparsities. Equals score the same.
 */
public record LampNormalizer() implements Normalizer {
  @Override
  public String name() {
    return "lamp";
  }

  @Override
  public double[] normalize(double[] scores, double relativeMacs) {
    return TailShares.of(scores);
  }
}
