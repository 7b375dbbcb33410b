package org.espalier.engine.keras;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.espalier.network.Shape;

/**
 * What a Keras file holds.
 *
 * @param network a MultiLayerNetwork where the layers are one chain that does not begin with an
 *     activation, else a ComputationGraph; its images are NCHW, whatever the layout was in Keras,
 *     and it gives probabilities where the Keras model was compiled for logits
 * @param inputs one image for each of the network's inputs; none where the file does not tell all
 *     sizes
 */
public record KerasNetwork(Model network, List<Shape> inputs) {}
