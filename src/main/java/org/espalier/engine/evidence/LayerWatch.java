package org.espalier.engine.evidence;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Looks on while a layer works on a batch. */
interface LayerWatch {
  /** What reaches the layer. */
  default void input(INDArray values) {}

  /**
   * What left the layer on the way forwards, and what came back.
   *
   * @param gradient of the cost by the values
   */
  default void output(INDArray values, INDArray gradient) {}
}
