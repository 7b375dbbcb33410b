package org.espalier.criterion;

import java.io.Serializable;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Says how important units are; what scores lowest is removed first.
 *
 * <p>Whoever adds one writes it as a record, since stages are named by its text, and gives it a
 * line in the table of names; the contract test finds it there.
 */
public interface Criterion extends Serializable {
  /** As it is called in sweep files and results. */
  String name();

  /** What must be known of the units beside their weights; the engine gathers that and no more. */
  default Set<Evidence> needs() {
    return Set.of();
  }

  /** Whether it can say nothing of single weights, as some evidence is there for channels alone. */
  default boolean channelsOnly() {
    return needs().stream().anyMatch(Evidence::channelsOnly);
  }

  /**
   * Scores the units of one pool.
   *
   * @param random a stream that is the pool's own, for criteria that draw
   * @return a score a unit, 0 or above, in an array that is the caller's; not a finite number where
   *     the numbers it is made of are not
   */
  double[] scores(Units units, RandomGenerator random);
}
