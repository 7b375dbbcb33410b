package org.espalier.criterion;

import java.util.Arrays;

/** How large the scores of a pool are on the whole, and the scores as multiples of it. */
final class Scale {
  private Scale() {}

  static double max(double[] scores) {
    return Arrays.stream(scores).reduce(0, Math::max);
  }

  static double sum(double[] scores) {
    return Arrays.stream(scores).sum();
  }

  /** {@code s / scale}; all 0 where the scale is, as the scores then are themselves. */
  static double[] divide(double[] scores, double scale) {
    return scale == 0
        ? new double[scores.length]
        : Arrays.stream(scores).map(score -> score / scale).toArray();
  }

  /** {@code s / ‖s‖₂}. */
  static double[] toUnitLength(double[] scores) {
    // Squares of tiny scores would vanish, so they are made large first.
    double[] large = divide(scores, max(scores));
    double squares = Arrays.stream(large).map(score -> score * score).sum();
    return divide(large, Math.sqrt(squares));
  }
}
