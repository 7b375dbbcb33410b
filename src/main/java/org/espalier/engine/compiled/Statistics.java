package org.espalier.engine.compiled;

import java.nio.FloatBuffer;

/**
 * The running mean and variance of a batch norm.
 *
 * @param mean as DL4J has it
 * @param variance as primitives want it; null in training, where nobody asks for it
 */
record Statistics(Tensor mean, Tensor variance, float epsilon, Following following) {
  /** What DL4J subtracts from its running statistics after a batch, as if it were a gradient. */
  interface Following {
    /** Puts it where gradients are, by what a batch has shown. */
    void step(FloatBuffer mean, FloatBuffer variance);
  }

  void follow(Tape tape, Tensor batchMean, Tensor batchVariance) {
    FloatBuffer means = batchMean.view();
    FloatBuffer variances = batchVariance.view();
    tape.run(() -> following.step(means, variances));
  }
}
