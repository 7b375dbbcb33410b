package org.espalier.engine.keras;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights in a Keras file. */
@FunctionalInterface
interface KerasWeights {
  /** The arrays of a layer in the order in which Keras makes them, none where it has none. */
  List<INDArray> of(KerasLayer layer);
}
