package org.espalier.criterion;

import java.io.Serializable;
import java.util.random.RandomGenerator;

/** Says how important units are; what scores lowest is removed first. */
public sealed interface Criterion extends Serializable permits L1Norm, L2Norm, RandomScore {
  /** As it is called in sweep files and results. */
  String name();

  /**
   * Scores the units of one matrix.
   *
   * @param units a unit a row
   * @param random a stream that is the matrix's own, for criteria that draw
   * @return a score a row
   */
  double[] scores(Matrix units, RandomGenerator random);
}
