package org.espalier.sweep;

import java.io.Serializable;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.SparseTraining;
import org.espalier.sweep.spec.Augmentation;

/**
 * One pass over a shard.
 *
 * @param seed of the order of its rows, of how they are augmented, and of dropout
 * @param holdZeros whether weights that are zero stay zero, as pruned weights must
 * @param penalty the training whose penalty is added to the loss
 */
public record Fit(
    double learningRate,
    int batch,
    long seed,
    boolean holdZeros,
    Augmentation augmentation,
    SparseTraining penalty)
    implements Serializable {
  /** Over the rows as they are, by their loss alone. */
  public Fit(double learningRate, int batch, long seed, boolean holdZeros) {
    this(learningRate, batch, seed, holdZeros, Augmentation.NONE, new NoSparseTraining());
  }
}
