package org.espalier.engine.net;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;

/**
 * How a DL4J network is wired, sequential or graph alike.
 *
 * @param inputs names of the network's inputs
 * @param nodes each behind all that flow into it
 * @param outputs names of the nodes that give the network's answers
 */
public record Topology(List<String> inputs, List<Node> nodes, Set<String> outputs) {
  private static final String INPUT = "input";

  static Topology of(MultiLayerConfiguration configuration) {
    List<Node> nodes = new ArrayList<>();
    String before = INPUT;
    for (int i = 0; i < configuration.getConfs().size(); i++) {
      String name = Integer.toString(i);
      before = addPreProcessor(nodes, name, before, configuration.getInputPreProcess(i));
      nodes.add(new Node(name, List.of(before), inner(configuration.getConf(i).getLayer())));
      before = name;
    }
    return new Topology(List.of(INPUT), nodes, Set.of(before));
  }

  static Topology of(ComputationGraphConfiguration configuration) {
    List<Node> nodes = new ArrayList<>();
    for (String name : order(configuration)) {
      GraphVertex vertex = inner(configuration.getVertices().get(name));
      List<String> inputs = configuration.getVertexInputs().get(name);
      if (vertex instanceof LayerVertex layer) {
        String before = addPreProcessor(nodes, name, inputs.get(0), layer.getPreProcessor());
        nodes.add(new Node(name, List.of(before), inner(layer.getLayerConf().getLayer())));
      } else if (vertex instanceof PreprocessorVertex alone) {
        nodes.add(new Node(name, inputs, alone.getPreProcessor()));
      } else {
        nodes.add(new Node(name, inputs, vertex));
      }
    }
    return new Topology(
        configuration.getNetworkInputs(), nodes, Set.copyOf(configuration.getNetworkOutputs()));
  }

  /** What an input flows into, be it by way of others. */
  List<Node> behind(String input) {
    Set<String> reached = new HashSet<>(Set.of(input));
    List<Node> behind = new ArrayList<>();
    for (Node node : nodes) {
      if (node.inputs().stream().anyMatch(reached::contains)) {
        reached.add(node.name());
        behind.add(node);
      }
    }
    return behind;
  }

  /** The name of a step that stands before a layer. */
  private static String beforeLayer(String layer, int number) {
    return layer + ".in" + (number == 0 ? "" : number + 1);
  }

  private static String addPreProcessor(
      List<Node> nodes, String layer, String before, InputPreProcessor preProcessor) {
    String last = before;
    int number = 0;
    for (InputPreProcessor step : steps(preProcessor)) {
      String name = beforeLayer(layer, number++);
      nodes.add(new Node(name, List.of(last), step));
      last = name;
    }
    return last;
  }

  private static List<InputPreProcessor> steps(InputPreProcessor preProcessor) {
    if (preProcessor == null) {
      return List.of();
    }
    return preProcessor instanceof ComposableInputPreProcessor several
        ? List.of(several.getInputPreProcessors())
        : List.of(preProcessor);
  }

  /**
   * A vertex comes as soon as all that flow into it have come; of several the first in the file.
   */
  private static List<String> order(ComputationGraphConfiguration configuration) {
    Map<String, List<String>> waiting = new LinkedHashMap<>(configuration.getVertexInputs());
    List<String> known = new ArrayList<>(configuration.getNetworkInputs());
    List<String> order = new ArrayList<>();
    while (!waiting.isEmpty()) {
      String next =
          waiting.keySet().stream()
              .filter(name -> known.containsAll(waiting.get(name)))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("the graph has a cycle: " + waiting.keySet()));
      waiting.remove(next);
      known.add(next);
      order.add(next);
    }
    return order;
  }

  private static Layer inner(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return inner(frozen.getLayer());
    }
    return layer instanceof FrozenLayerWithBackprop frozen ? inner(frozen.getUnderlying()) : layer;
  }

  private static GraphVertex inner(GraphVertex vertex) {
    return vertex instanceof FrozenVertex frozen ? inner(frozen.getUnderlying()) : vertex;
  }
}
