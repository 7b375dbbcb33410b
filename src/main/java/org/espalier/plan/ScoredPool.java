package org.espalier.plan;

import org.espalier.schedule.Pool;

/**
 * A pool with the scores of the units it has now. Wraps the scores, and does not copy them: there
 * is one for each weight.
 */
public final class ScoredPool {
  /** Lower than every score: what is gone goes first, and so stays gone. */
  public static final double GONE = Double.NEGATIVE_INFINITY;

  private final Pool pool;
  private final double[] scores;
  private final int floor;

  /**
   * Refuses scores that cannot be ranked.
   *
   * @param pool its name and its size in the dense model
   * @param scores a score a unit; {@link #GONE} marks a unit that was removed before but still has
   *     its place, as a zeroed weight has
   * @param floor units that must stay
   */
  public ScoredPool(Pool pool, double[] scores, int floor) {
    for (int unit = 0; unit < scores.length; unit++) {
      if (!(scores[unit] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "%s: unit %d has no score (%s); its weights are not finite"
                .formatted(pool.name(), unit, scores[unit]));
      }
    }
    this.pool = pool;
    this.scores = scores;
    this.floor = floor;
  }

  public Pool pool() {
    return pool;
  }

  public double[] scores() {
    return scores;
  }

  public int floor() {
    return floor;
  }
}
