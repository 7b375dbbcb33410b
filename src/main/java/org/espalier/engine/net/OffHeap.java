package org.espalier.engine.net;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where values of arrays lie: the collector, which sees but a few bytes of each, is in no hurry.
 */
public final class OffHeap {
  private OffHeap() {}

  /** Frees arrays at once that nobody will read again. */
  public static void free(INDArray... arrays) {
    for (INDArray array : arrays) {
      if (array.closeable()) {
        array.close();
      }
    }
  }
}
