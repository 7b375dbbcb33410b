package org.espalier.criterion;

/** Where values stand among others. */
final class Ranks {
  private Ranks() {}

  /** How many of the sorted values are below {@code value}; equals have the same rank. */
  static int below(double value, double[] sorted) {
    return below(value, sorted, 0, sorted.length);
  }

  /** The same among the sorted values of a range. */
  static int below(double value, double[] sorted, int start, int end) {
    int low = start;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - start;
  }
}
