package org.espalier.search;

/**
 * Moves a number of [0, 1), mostly by little: Deb and Agrawal, A Niched-Penalty Approach for
 * Constraint Handling in Genetic Algorithms (1999), with the bounds taken into account, so that no
 * number is cut off at them.
 */
final class PolynomialMutation {
  /** The paper's index η of NSGA-II's experiments: changes are of the order of 1/η. */
  static final double INDEX = 20;

  private PolynomialMutation() {}

  /**
   * The number after its mutation.
   *
   * @param chance drawn uniformly from [0, 1)
   */
  static double of(double number, double chance) {
    double moved =
        chance < 0.5
            ? number - 1 + root(2 * chance + (1 - 2 * chance) * power(1 - number))
            : number + 1 - root(2 * (1 - chance) + (2 * chance - 1) * power(number));
    return Math.min(Math.max(moved, 0), Math.nextDown(1.0));
  }

  private static double power(double base) {
    return Math.pow(base, INDEX + 1);
  }

  private static double root(double of) {
    return Math.pow(of, 1 / (INDEX + 1));
  }
}
