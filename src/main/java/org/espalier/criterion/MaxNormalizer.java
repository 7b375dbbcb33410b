package org.espalier.criterion;

/**
 * Scores as shares of their pool's highest, {@code s / max(s)}.
 *
 * <p>As in Fang et al., DepGraph: Towards Any Structural Pruning (2023). Every pool keeps its best
 * units; a single outlier puts all others of its pool within reach.
 */
public record MaxNormalizer() implements Normalizer {
  @Override
  public String name() {
    return "max";
  }

  @Override
  public double[] normalize(double[] scores, double relativeMacs) {
    return Scale.divide(scores, Scale.max(scores));
  }
}
