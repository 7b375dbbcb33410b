package org.espalier.plan;

import org.espalier.schedule.Pool;

/**
 * A pool with the scores of the units it has now. Wraps the arrays, and does not copy them: there
 * is an entry for each weight.
 */
public final class ScoredPool {
  /** Lower than every score: what is gone goes first, and so stays gone. */
  public static final double GONE = Double.NEGATIVE_INFINITY;

  private static final int[] NO_BLOCKS = {};

  private final Pool pool;
  private final double[] scores;
  private final int[] blocks;

  /**
   * Refuses scores that cannot be ranked.
   *
   * @param pool its name and its size in the dense model
   * @param scores a score a unit; {@link #GONE} marks a unit that was removed before but still has
   *     its place, as a zeroed weight has
   */
  public ScoredPool(Pool pool, double[] scores) {
    this(pool, scores, NO_BLOCKS);
  }

  private ScoredPool(Pool pool, double[] scores, int[] blocks) {
    for (int unit = 0; unit < scores.length; unit++) {
      if (!(scores[unit] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "%s: unit %d has no score (%s): its weights, or what the calibration rows make of them, are not finite"
                .formatted(pool.name(), unit, scores[unit]));
      }
    }
    this.pool = pool;
    this.scores = scores;
    this.blocks = blocks;
  }

  /**
   * This pool, of whose blocks each is to lose the same share.
   *
   * @param blocks for each unit the block it is in, numbered from 0
   */
  public ScoredPool inBlocks(int[] blocks) {
    if (blocks.length != scores.length) {
      throw new IllegalArgumentException(
          "%s: blocks of %d units, but scores of %d"
              .formatted(pool.name(), blocks.length, scores.length));
    }
    return new ScoredPool(pool, scores, blocks);
  }

  public Pool pool() {
    return pool;
  }

  public double[] scores() {
    return scores;
  }

  /** Units there are now. */
  int units() {
    return scores.length;
  }

  /** For each unit the block it is in; empty where it goes by none. */
  int[] blocks() {
    return blocks;
  }

  boolean goesByBlocks() {
    return blocks.length > 0;
  }
}
