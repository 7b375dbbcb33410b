package org.espalier.schedule;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;

/** What follows each removal. */
public sealed interface RetrainPolicy extends Serializable
    permits FineTune, LearningRateRewinding, WeightRewinding, NoRetraining {
  /** As it is called in sweep files. */
  String name();

  /** What results show: the name with its settings. */
  String label();

  /**
   * The training that follows.
   *
   * @param dense the training that the dense model has had, {@link Training#NONE} where it was
   *     given trained
   * @throws IllegalArgumentException where {@link #lacking} finds something
   */
  Training training(Training dense);

  /** What it needs that such a training of the dense model does not have. */
  default Optional<String> lacking(Training dense) {
    return Optional.empty();
  }

  /**
   * The visit of the dense model's training to whose end weights go back before they are trained;
   * empty where they stay.
   */
  default OptionalInt rewindsTo() {
    return OptionalInt.empty();
  }
}
