package org.espalier.criterion;

import java.io.Serializable;

/**
 * Makes scores of different layers comparable before a global ranking. Within a pool the order of
 * scores stays.
 *
 * <p>Whoever adds one writes it as a record, since stages are named by its text, and gives it a
 * line in the table of names; the contract test finds it there.
 */
public interface Normalizer extends Serializable {
  /** As it is called in sweep files and results. */
  String name();

  /** What results show: the name with its settings. */
  default String label() {
    return name();
  }

  /**
   * The scores of one pool's units, on a scale that all pools share.
   *
   * @param scores 0 or above; they are not changed, but may be what is returned
   * @param relativeMacs multiply-adds that one unit of this pool saves, as a multiple of what the
   *     mean unit of all pools saves; 1 where nothing is known of it
   */
  double[] normalize(double[] scores, double relativeMacs);
}
