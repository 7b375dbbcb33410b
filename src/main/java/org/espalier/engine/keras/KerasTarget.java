package org.espalier.engine.keras;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Nesterovs;

/** The kind of DL4J network that a Keras model becomes. */
abstract sealed class KerasTarget {
  private static final double INITIAL_RATE = 0.01;
  private static final double MOMENTUM = 0.9;

  private final List<String> ending = new ArrayList<>();

  /** A network that is built, and its layers by name. */
  interface Built {
    Model network();

    org.deeplearning4j.nn.api.Layer layer(String name);
  }

  abstract void input(String name);

  /** How DL4J calls an input of Keras's model. */
  abstract String inputName(String name);

  abstract void vertex(String name, GraphVertex vertex, List<String> inputs);

  abstract Built build(List<String> ends);

  abstract void add(Layer layer, KerasTensor input);

  final void layer(Layer layer, KerasTensor input) {
    if (layer instanceof OutputLayer || layer instanceof LossLayer) {
      ending.add(layer.getLayerName());
    }
    add(layer, input);
  }

  /** Whether a layer has a loss, as the last one must. */
  final boolean ends(String layer) {
    return ending.contains(layer);
  }

  private static NeuralNetConfiguration.Builder common() {
    return new NeuralNetConfiguration.Builder().updater(new Nesterovs(INITIAL_RATE, MOMENTUM));
  }

  /** Layers one after another. */
  static final class Chain extends KerasTarget {
    private final ListBuilder list = common().list();
    private final List<String> names = new ArrayList<>();

    @Override
    void input(String name) {
      // A chain's first layer takes the input.
    }

    @Override
    String inputName(String name) {
      return "input";
    }

    @Override
    void add(Layer layer, KerasTensor input) {
      input.reshaping().ifPresent(first -> list.inputPreProcessor(names.size(), first));
      list.layer(layer);
      names.add(layer.getLayerName());
    }

    @Override
    void vertex(String name, GraphVertex vertex, List<String> inputs) {
      throw new IllegalStateException("a chain has no layers of several inputs");
    }

    @Override
    Built build(List<String> ends) {
      MultiLayerNetwork network = new MultiLayerNetwork(list.build());
      network.init();
      return new Built() {
        @Override
        public Model network() {
          return network;
        }

        @Override
        public org.deeplearning4j.nn.api.Layer layer(String name) {
          return network.getLayer(names.indexOf(name));
        }
      };
    }
  }

  /** Layers with branches. */
  static final class Graph extends KerasTarget {
    private final GraphBuilder graph = common().graphBuilder();

    @Override
    void input(String name) {
      graph.addInputs(name);
    }

    @Override
    String inputName(String name) {
      return name;
    }

    @Override
    void add(Layer layer, KerasTensor input) {
      String name = layer.getLayerName();
      graph.addLayer(name, layer, input.reshaping().orElse(null), input.source());
    }

    @Override
    void vertex(String name, GraphVertex vertex, List<String> inputs) {
      graph.addVertex(name, vertex, inputs.toArray(String[]::new));
    }

    @Override
    Built build(List<String> ends) {
      graph.setOutputs(ends.toArray(String[]::new));
      ComputationGraph network = new ComputationGraph(graph.build());
      network.init();
      return new Built() {
        @Override
        public Model network() {
          return network;
        }

        @Override
        public org.deeplearning4j.nn.api.Layer layer(String name) {
          return network.getLayer(name);
        }
      };
    }
  }
}
