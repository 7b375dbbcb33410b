package org.espalier.engine.compiled;

import java.nio.FloatBuffer;

/**
 * The running mean and variance of a batch norm.
 *
 * @param mean as DL4J has it; null where batches are normalised by themselves
 * @param variance as primitives want it; null where the mean is
 * @param following who is told what a batch shows; null where running statistics are asked for
 */
record Statistics(Tensor mean, Tensor variance, float epsilon, Following following) {
  /** What follows from what a batch shows. */
  interface Following {
    void step(FloatBuffer mean, FloatBuffer variance);
  }

  void follow(Tape tape, Tensor batchMean, Tensor batchVariance) {
    tape.run(() -> following.step(batchMean.view(), batchVariance.view()));
  }
}
