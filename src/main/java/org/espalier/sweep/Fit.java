package org.espalier.sweep;

import java.io.Serializable;
import org.espalier.sweep.spec.Augmentation;

/**
 * One pass over a shard.
 *
 * @param seed of the order of its rows, and of how they are augmented
 * @param holdZeros whether weights that are zero stay zero, as pruned weights must
 */
public record Fit(
    double learningRate, int batch, long seed, boolean holdZeros, Augmentation augmentation)
    implements Serializable {
  /** Over the rows as they are. */
  public Fit(double learningRate, int batch, long seed, boolean holdZeros) {
    this(learningRate, batch, seed, holdZeros, Augmentation.NONE);
  }
}
