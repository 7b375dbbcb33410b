package org.espalier.engine.compiled;

/** What a program is for. */
enum Purpose {
  /** Answers, by batch norms' running statistics. */
  ANSWERING,
  /** Statistics of what reaches batch norms, which normalise each batch by itself. */
  OBSERVING,
  /** Gradients of answers: as answering, and all the way back. */
  DIFFERENTIATING,
  /** Gradients to train by: as observing, and all the way back. */
  TRAINING;

  /** Whether there is a way back, for which values are kept. */
  boolean goesBack() {
    return this == DIFFERENTIATING || this == TRAINING;
  }

  /** Whether batch norms go by what a batch shows. */
  boolean normalisesBatches() {
    return this == OBSERVING || this == TRAINING;
  }
}
