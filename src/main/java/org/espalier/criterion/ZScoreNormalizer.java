package org.espalier.criterion;

import java.util.Arrays;

/**
 * How far scores lie from their pool's mean, {@code (s − mean(s)) / σ(s)}, with σ the standard
 * deviation; 0 for all where they are equal.
 *
 * <p>As in Fang et al., DepGraph: Towards Any Structural Pruning (2023), by the name of gaussian.
 * Scale and offset of a layer are both gone, and what counts is how much a unit stands out. Pools
 * lose much the same share each, nearly as under a local ranking.
 */
public record ZScoreNormalizer() implements Normalizer {
  @Override
  public String name() {
    return "z-score";
  }

  @Override
  public double[] normalize(double[] scores, double relativeMacs) {
    // As shares of the highest, equals are all exactly 1, and no rounding of the mean tells them
    // apart.
    double[] shares = Scale.divide(scores, Scale.max(scores));
    double mean = Scale.sum(shares) / shares.length;
    double[] deviations = Arrays.stream(shares).map(share -> share - mean).toArray();
    double squares = Arrays.stream(deviations).map(deviation -> deviation * deviation).sum();
    return Scale.divide(deviations, Math.sqrt(squares / deviations.length));
  }
}
