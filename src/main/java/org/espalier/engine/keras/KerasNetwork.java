package org.espalier.engine.keras;

import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.espalier.network.Shape;

/**
 * What a Keras file holds.
 *
 * @param network a MultiLayerNetwork where the layers are one chain that does not begin with an
 *     activation, else a ComputationGraph; its images are NCHW, whatever the layout was in Keras,
 *     and it gives probabilities where the Keras model was compiled for logits
 * @param input one image, where the file tells its size
 */
public record KerasNetwork(Model network, Optional<Shape> input) {}
