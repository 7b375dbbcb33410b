package org.espalier.engine;

import org.espalier.sweep.Fit;
import org.espalier.sweep.Scoring;

/** How a visit over all shards is done: on one thread, or divided among those who have them. */
public interface AllShards {
  /**
   * Trains a model over all shards side by side, once.
   *
   * @throws org.espalier.engine.training.StageFailure where the loss is no longer finite, or the
   *     work was cancelled
   */
  void fit(Model model, Fit fit);

  /**
   * How a model answers.
   *
   * @param scoring which rows; not none
   * @throws org.espalier.engine.training.StageFailure where its output is not finite
   */
  Evaluation evaluate(Model model, Scoring scoring);

  /** Where that is done, as results show it. */
  String place();
}
