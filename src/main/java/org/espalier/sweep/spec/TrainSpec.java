package org.espalier.sweep.spec;

import org.espalier.schedule.ConstantRate;
import org.espalier.schedule.RateDecay;
import org.espalier.schedule.Training;

/**
 * The baseline's training: mini-batch SGD with Nesterov momentum 0.9.
 *
 * @param epochs passes over all shards
 * @param learningRate of the first visit
 * @param decay of the rate, from visit to visit
 * @param weightDecay λ of the penalty λ/2 · Σw² on weights, not on biases nor batch norms; it goes
 *     on in all training that follows
 * @param augmentation of the rows, in all training that follows too
 * @param seed of the initial weights and of the order of rows; never 0, which DL4J takes as
 *     unseeded
 */
public record TrainSpec(
    int epochs,
    int batch,
    double learningRate,
    RateDecay decay,
    double weightDecay,
    Augmentation augmentation,
    long seed) {
  /** At a constant rate, and nothing else to it. */
  public TrainSpec(int epochs, int batch, double learningRate, long seed) {
    this(epochs, batch, learningRate, new ConstantRate(), 0, Augmentation.NONE, seed);
  }

  /** As its visits, on so many shards. */
  public Training training(int shards) {
    return Training.of((long) epochs * shards, learningRate, decay, batch);
  }
}
