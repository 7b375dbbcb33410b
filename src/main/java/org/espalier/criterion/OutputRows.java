package org.espalier.criterion;

import java.util.Arrays;

/** Units put together by the output they belong to. */
final class OutputRows {
  private final Units units;

  /** Where each output's units start among all, and after the last output their count. */
  private final int[] starts;

  OutputRows(Units units) {
    this.units = units;
    this.starts = starts(units);
  }

  private static int[] starts(Units units) {
    int[] starts = new int[units.outputs() + 1];
    for (int unit = 0; unit < units.count(); unit++) {
      starts[units.output(unit) + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    return starts;
  }

  /** Whether any output has more than one unit. */
  boolean areShared() {
    for (int output = 0; output < starts.length - 1; output++) {
      if (starts[output + 1] - starts[output] > 1) {
        return true;
      }
    }
    return false;
  }

  /**
   * For each unit the share of its output's units that have a lower value; values that are not
   * finite stay.
   */
  double[] ranks(double[] values) {
    double[] sorted = sortedByOutput(values);
    double[] ranks = new double[values.length];
    for (int unit = 0; unit < values.length; unit++) {
      ranks[unit] =
          Double.isFinite(values[unit])
              ? rank(values[unit], units.output(unit), sorted)
              : values[unit];
    }
    return ranks;
  }

  private double rank(double value, int output, double[] sorted) {
    int start = starts[output];
    int end = starts[output + 1];
    return Ranks.below(value, sorted, start, end) / (double) (end - start);
  }

  private double[] sortedByOutput(double[] values) {
    double[] sorted = new double[values.length];
    int[] next = starts.clone();
    for (int unit = 0; unit < values.length; unit++) {
      sorted[next[units.output(unit)]++] = values[unit];
    }
    for (int output = 0; output < starts.length - 1; output++) {
      Arrays.sort(sorted, starts[output], starts[output + 1]);
    }
    return sorted;
  }
}
