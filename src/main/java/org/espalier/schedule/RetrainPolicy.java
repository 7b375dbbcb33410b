package org.espalier.schedule;

import java.io.Serializable;

/** What follows each removal. */
public sealed interface RetrainPolicy extends Serializable permits FineTune, NoRetraining {
  /** As it is called in sweep files. */
  String name();

  /** What results show: the name with its settings. */
  String label();

  /**
   * The training that follows.
   *
   * @param dense the training that the dense model has had
   */
  Training training(Training dense);
}
