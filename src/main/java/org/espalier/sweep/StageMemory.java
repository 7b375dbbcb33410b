package org.espalier.sweep;

import org.espalier.network.Layer;
import org.espalier.network.Network;

/**
 * What a stage keeps outside the heap, at least: the model, its gradients, its momentum and a
 * second model while one is cut out of the other; and for each image of a mini-batch what each
 * layer makes, its gradient, and a copy in the order in which oneDNN computes.
 */
public final class StageMemory {
  private static final long BYTES = 4;
  private static final long ARRAYS_OF_A_MODEL = 8;
  private static final long COPIES_OF_MAPS = 3;

  private StageMemory() {}

  /**
   * Bytes.
   *
   * @param batch rows of a mini-batch
   */
  public static long of(Network dense, int batch) {
    long maps = dense.layers().stream().map(Layer::out).mapToLong(shape -> shape.size()).sum();
    return BYTES * (ARRAYS_OF_A_MODEL * dense.cost().parameters() + COPIES_OF_MAPS * batch * maps);
  }
}
