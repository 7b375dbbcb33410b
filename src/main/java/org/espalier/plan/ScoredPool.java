package org.espalier.plan;

import org.espalier.schedule.Pool;

/**
 * A pool with the scores of the units it has now.
 *
 * @param pool its name and its size in the dense model
 * @param scores a score a unit; {@link #GONE} marks a unit that was removed before but still has
 *     its place, as a zeroed weight has
 * @param floor units that must stay
 */
public record ScoredPool(Pool pool, double[] scores, int floor) {
  /** Lower than every score: what is gone goes first, and so stays gone. */
  public static final double GONE = Double.NEGATIVE_INFINITY;

  public ScoredPool {
    for (int unit = 0; unit < scores.length; unit++) {
      if (Double.isNaN(scores[unit])) {
        throw new IllegalArgumentException(
            "%s: unit %d has no score (NaN); its weights are not finite"
                .formatted(pool.name(), unit));
      }
    }
  }
}
