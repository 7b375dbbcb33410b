package org.espalier.criterion;

import java.util.Arrays;

/** LAMP's formula: each value as a share of the sum of all that are no smaller. */
final class TailShares {
  private TailShares() {}

  /**
   * For each value {@code u / Σ_{v ≥ u} v}, and 0 for 0.
   *
   * @param values 0 or above
   */
  static double[] of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] tails = tails(sorted);
    double[] shares = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      shares[i] = values[i] == 0 ? 0 : values[i] / tails[Ranks.below(values[i], sorted)];
    }
    return shares;
  }

  /** The sum of each value and all after it. */
  private static double[] tails(double[] sorted) {
    double[] tails = sorted.clone();
    for (int i = tails.length - 2; i >= 0; i--) {
      tails[i] += tails[i + 1];
    }
    return tails;
  }
}
