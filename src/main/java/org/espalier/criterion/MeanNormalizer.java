package org.espalier.criterion;

/**
 * Scores as multiples of their pool's mean, {@code s / mean(s)}.
 *
 * <p>The default of Fang et al., DepGraph: Towards Any Structural Pruning (2023). Pools come out
 * alike however many units they have: to be tried where {@code l2} empties the widest layers.
 */
public record MeanNormalizer() implements Normalizer {
  @Override
  public String name() {
    return "mean";
  }

  @Override
  public double[] normalize(double[] scores, double relativeMacs) {
    return Scale.divide(scores, Scale.sum(scores) / scores.length);
  }
}
