package org.espalier.sweep;

import java.util.stream.Stream;
import org.espalier.schedule.Training;
import org.espalier.sweep.spec.Augmentation;
import org.espalier.sweep.spec.SweepSpec;

/** How long and at what rates each kind of stage trains. */
record Trainings(SweepSpec spec, int shards) {
  /** The training that the dense model has had here; none where it was given trained. */
  Training dense() {
    return spec.model().train() == null ? Training.NONE : spec.model().train().training(shards);
  }

  Training sparse(Candidate candidate) {
    return candidate.sparseTraining().training();
  }

  /** After each round. */
  Training retraining(Candidate candidate) {
    return candidate.retrain().training(dense());
  }

  /**
   * The dense model's training, with as many visits more as have made its pruned counterpart of it.
   */
  Training fromScratch(Stage stage) {
    return dense().lengthenedBy(visitsSinceDense(stage));
  }

  /** Visits that have made of the dense model what a round, or one of that shape, stands for. */
  long visitsSinceDense(Stage stage) {
    Candidate candidate = stage.candidate();
    return sparse(candidate).visits() + stage.round().number() * retraining(candidate).visits();
  }

  /** Rows of the largest mini-batch of any training. */
  int largestBatch() {
    Stream<Training> searched =
        Stream.concat(
            spec.search().retrain().stream().map(choice -> choice.lowest().training(dense())),
            spec.search().sparseTrainings().stream().map(choice -> choice.lowest().training()));
    return Stream.concat(Stream.of(dense(), finalist()), searched)
        .mapToInt(Training::batch)
        .max()
        .orElseThrow();
  }

  /** Each of its visits is an epoch over all shards. */
  Training finalist() {
    return spec.finalists().training();
  }

  /** So many shards are trained on while a finalist is. */
  long shardsOfFinalist() {
    return finalist().visits() * shards;
  }

  /** Of the rows, in all training. */
  Augmentation augmentation() {
    return spec.model().train() == null ? Augmentation.NONE : spec.model().train().augmentation();
  }
}
