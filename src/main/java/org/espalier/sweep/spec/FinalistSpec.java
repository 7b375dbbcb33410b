package org.espalier.sweep.spec;

import org.espalier.schedule.ConstantRate;
import org.espalier.schedule.RateDecay;
import org.espalier.schedule.Training;

/**
 * The full training of the best: a replica on each shard, averaged every few mini-batches.
 *
 * @param count frontier variants to train; 0 for none
 * @param epochs passes over all shards
 * @param batch rows a step, on each shard
 * @param learningRate of the first epoch
 * @param decay of the rate, from epoch to epoch
 * @param averaging mini-batches of each shard between two averagings
 */
public record FinalistSpec(
    int count, int epochs, int batch, double learningRate, RateDecay decay, int averaging) {
  /** At a constant rate, averaged after every ten mini-batches. */
  public FinalistSpec(int count, int epochs, int batch, double learningRate) {
    this(count, epochs, batch, learningRate, new ConstantRate(), 10);
  }

  /** As its visits, each an epoch. */
  public Training training() {
    return Training.of(epochs, learningRate, decay, batch);
  }
}
