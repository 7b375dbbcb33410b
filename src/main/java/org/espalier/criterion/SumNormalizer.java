package org.espalier.criterion;

/**
 * Scores as shares of their pool's total, {@code s / Σs}.
 *
 * <p>As in Fang et al., DepGraph: Towards Any Structural Pruning (2023). A unit weighs what it is
 * of its layer, so wide layers are pruned most.
 */
public record SumNormalizer() implements Normalizer {
  @Override
  public String name() {
    return "sum";
  }

  @Override
  public double[] normalize(double[] scores, double relativeMacs) {
    return Scale.divide(scores, Scale.sum(scores));
  }
}
