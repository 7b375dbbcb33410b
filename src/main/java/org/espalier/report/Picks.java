package org.espalier.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.espalier.sweep.Results;
import org.espalier.sweep.Variant;

/**
 * The variants to take when accuracy may fall by at most a point below the dense model's.
 *
 * @param smallest the cut model with the fewest MACs
 * @param sparsest the model with the fewest values that are not zero
 */
record Picks(Optional<Variant> smallest, Optional<Variant> sparsest) {
  /** Accuracy is a share; a point is a hundredth of it. */
  static final double POINT = 0.01;

  /** Differences of shares are not exact in binary: a model that lost just a point still counts. */
  private static final double ROUNDING = 1e-9;

  private static final Comparator<Variant> MOST_ACCURATE =
      Comparator.comparingDouble((Variant variant) -> -variant.measured().accuracy());

  static Picks of(Results results) {
    List<Variant> near = results.dense().map(dense -> near(results, dense)).orElse(List.of());
    return new Picks(
        near.stream()
            .filter(variant -> variant.stage().candidate().granularity().cuts())
            .min(
                Comparator.comparingLong((Variant variant) -> variant.measured().macs())
                    .thenComparing(MOST_ACCURATE)),
        near.stream()
            .min(
                Comparator.comparingLong((Variant variant) -> variant.measured().nonzero())
                    .thenComparing(MOST_ACCURATE)));
  }

  private static List<Variant> near(Results results, Variant dense) {
    double least = dense.measured().accuracy() - POINT - ROUNDING;
    return results.variants().stream()
        .filter(variant -> variant.done() && variant.pruned() && !variant.isControl())
        .filter(variant -> variant.measured().accuracy() >= least)
        .toList();
  }
}
