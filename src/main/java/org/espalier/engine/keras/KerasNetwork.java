package org.espalier.engine.keras;

import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.espalier.network.Shape;

/**
 * What a Keras file holds.
 *
 * @param network a MultiLayerNetwork where the layers are one chain, else a ComputationGraph; its
 *     images are NCHW, whatever the layout was in Keras
 * @param images what each input takes, by DL4J's names; none where the file leaves that open
 */
public record KerasNetwork(Model network, Map<String, Shape> images) {}
