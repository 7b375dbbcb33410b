package org.espalier.sweep.spec;

import org.espalier.schedule.ConstantRate;
import org.espalier.schedule.RateDecay;
import org.espalier.schedule.Training;

/**
 * The full training of the best.
 *
 * @param count frontier variants to train; 0 for none
 * @param epochs passes over all shards
 * @param learningRate of the first visit
 * @param decay of the rate, from visit to visit
 */
public record FinalistSpec(int count, int epochs, int batch, double learningRate, RateDecay decay) {
  /** At a constant rate. */
  public FinalistSpec(int count, int epochs, int batch, double learningRate) {
    this(count, epochs, batch, learningRate, new ConstantRate());
  }

  /** As its visits, on so many shards. */
  public Training training(int shards) {
    return Training.of((long) epochs * shards, learningRate, decay, batch);
  }
}
