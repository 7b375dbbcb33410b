package org.espalier.engine.keras;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.network.Shape;

/**
 * What a Keras file holds.
 *
 * @param network its layers are called as in Keras; its images are NCHW, whatever the layout was in
 *     Keras, and it gives probabilities where the Keras model was compiled for logits
 * @param inputs one image for each of the network's inputs; none where the file does not tell all
 *     sizes
 */
public record KerasNetwork(ComputationGraph network, List<Shape> inputs) {}
