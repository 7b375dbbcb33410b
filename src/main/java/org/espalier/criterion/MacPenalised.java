package org.espalier.criterion;

import java.util.Arrays;

/**
 * Scores of unit length, less what their units cost: {@code s / ‖s‖₂ − λ·m}, with m the
 * multiply-adds that removing one unit saves, as a multiple of the mean over all pools.
 *
 * <p>Molchanov et al., Pruning Convolutional Neural Networks for Resource Efficient Inference
 * (2016). To be tried under a global ranking where multiply-adds count more than bytes: of two
 * units that matter alike the one that costs more goes first. The paper counts operations in a unit
 * of its own; ours are relative, so that one λ serves networks of any size. A mean unit in a pool
 * of 100 scores about 0.1: of that λ = 0.01 takes a tenth, and all of it where a unit costs ten
 * times the mean.
 *
 * @param lambda how much the cost weighs, above 0
 */
public record MacPenalised(double lambda) implements Normalizer {
  public MacPenalised {
    if (!(lambda > 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("lambda must be a finite number above 0, not " + lambda);
    }
  }

  @Override
  public String name() {
    return "mac-penalised";
  }

  @Override
  public String label() {
    return "mac-penalised(lambda %s)".formatted(lambda);
  }

  @Override
  public double[] normalize(double[] scores, double relativeMacs) {
    return Arrays.stream(Scale.toUnitLength(scores))
        .map(score -> score - lambda * relativeMacs)
        .toArray();
  }
}
