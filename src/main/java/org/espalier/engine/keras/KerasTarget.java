package org.espalier.engine.keras;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.Nesterovs;

/** The DL4J network that a Keras model becomes, while it is put together. */
final class KerasTarget {
  private static final double INITIAL_RATE = 0.01;
  private static final double MOMENTUM = 0.9;

  /** Of weights that the file's replace; unless told DL4J takes the time, and files differ. */
  private static final long SEED = 1;

  private final GraphBuilder graph =
      new NeuralNetConfiguration.Builder()
          .seed(SEED)
          .updater(new Nesterovs(INITIAL_RATE, MOMENTUM))
          .graphBuilder();
  private final List<String> ending = new ArrayList<>();

  void input(String name) {
    graph.addInputs(name);
  }

  void layer(Layer layer, KerasTensor input) {
    String name = layer.getLayerName();
    if (layer instanceof OutputLayer || layer instanceof LossLayer) {
      ending.add(name);
    }
    graph.addLayer(name, layer, input.reshaping().orElse(null), input.source());
  }

  void vertex(String name, GraphVertex vertex, List<String> inputs) {
    graph.addVertex(name, vertex, inputs.toArray(String[]::new));
  }

  /** Whether a layer has a loss, as the last one must. */
  boolean ends(String layer) {
    return ending.contains(layer);
  }

  ComputationGraph build(List<String> ends) {
    graph.setOutputs(ends.toArray(String[]::new));
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    return network;
  }
}
