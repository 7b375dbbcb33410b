package org.espalier.schedule;

import java.io.Serializable;

/** How the learning rate falls while a training goes on; it is constant within a visit. */
public sealed interface RateDecay extends Serializable
    permits ConstantRate, CosineDecay, StepDecay {
  /** As it is called in sweep files. */
  String name();

  /** What results show: the name with its settings. */
  String label();

  /**
   * The rate as a share of the initial one.
   *
   * @param done share of the training that is behind, in [0, 1)
   * @return 1 at the beginning, never growing, always above 0
   */
  double factor(double done);
}
