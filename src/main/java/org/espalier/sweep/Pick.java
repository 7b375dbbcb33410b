package org.espalier.sweep;

import java.util.List;

/**
 * One of all combinations of values along several axes. Asked axis by axis it tells its value on
 * each; of the combinations in their order the last axis turns fastest.
 */
final class Pick {
  private int rest;
  private int combinations;

  /**
   * Takes the combination of a number.
   *
   * @param number from 0
   * @param combinations how many there are
   */
  Pick(int number, int combinations) {
    this.rest = number;
    this.combinations = combinations;
  }

  /** The value on the next axis. */
  <T> T from(List<T> axis) {
    combinations /= axis.size();
    int position = rest / combinations;
    rest %= combinations;
    return axis.get(position);
  }
}
