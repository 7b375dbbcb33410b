package org.espalier.sweep;

import java.io.Serializable;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.SparseTraining;
import org.espalier.sweep.spec.Augmentation;

/**
 * One pass over a shard, or over all shards side by side.
 *
 * @param seed of the order of its rows, of how they are augmented, and of dropout
 * @param holdZeros whether weights that are zero stay zero, as pruned weights must
 * @param penalty the training whose penalty is added to the loss
 * @param averaging side by side: mini-batches of each shard between two averagings of what its
 *     replica of the model has become
 */
public record Fit(
    double learningRate,
    int batch,
    long seed,
    boolean holdZeros,
    Augmentation augmentation,
    SparseTraining penalty,
    int averaging)
    implements Serializable {
  /** Over one shard. */
  public Fit(
      double learningRate,
      int batch,
      long seed,
      boolean holdZeros,
      Augmentation augmentation,
      SparseTraining penalty) {
    this(learningRate, batch, seed, holdZeros, augmentation, penalty, 1);
  }

  /** Over the rows as they are, by their loss alone. */
  public Fit(double learningRate, int batch, long seed, boolean holdZeros) {
    this(learningRate, batch, seed, holdZeros, Augmentation.NONE, new NoSparseTraining());
  }

  /** This pass on one of the shards that it goes over side by side. */
  public Fit onShard(int shard) {
    return seeded("shard " + shard);
  }

  /** What is left of it from a step on: what is dropped out depends on where it begins. */
  public Fit from(int step) {
    return seeded("from step " + step);
  }

  private Fit seeded(String part) {
    long ofPart = Seeds.of(seed, part);
    return new Fit(learningRate, batch, ofPart, holdZeros, augmentation, penalty, averaging);
  }
}
