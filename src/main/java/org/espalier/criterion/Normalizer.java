package org.espalier.criterion;

import java.io.Serializable;

/** Makes scores of different layers comparable before a global ranking. */
public sealed interface Normalizer extends Serializable permits NoNormalizer {
  /** As it is called in sweep files and results. */
  String name();

  double[] normalize(double[] scores);
}
