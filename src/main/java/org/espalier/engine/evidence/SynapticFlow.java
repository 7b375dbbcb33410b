package org.espalier.engine.evidence;

import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.espalier.engine.net.FlatIndex;
import org.espalier.engine.net.Net;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How much of a network's flow each weight carries: ∂R/∂|w|, where R is the sum of all answers to
 * an image of ones, all weights and scales taken by their size, without biases, and all activation
 * functions linear (Tanaka et al., 2020). In double precision, as products over many layers leave
 * the range of floats.
 */
final class SynapticFlow {
  private SynapticFlow() {}

  /** By position in the flat parameters. */
  static double[] of(Net net, Network network) {
    INDArray parameters = Nd4j.createFromArray(sizes(net, network));
    ObservedGraph graph = ObservedGraph.of(net, SynapticFlow::linear, parameters, DataType.DOUBLE);
    Shape shape = network.input();
    INDArray ones = Nd4j.ones(DataType.DOUBLE, 1, shape.size());
    long outputs = network.layers().get(network.layers().size() - 1).out().size();
    return graph
        .gradient(net.inputFormat().shaped(ones, shape), Nd4j.zeros(DataType.DOUBLE, 1, outputs))
        .data()
        .asDouble();
  }

  private static double[] sizes(Net net, Network network) {
    double[] values = net.flat().data().asDouble();
    for (Parameter parameter : network.parameters()) {
      new FlatIndex(net.parameter(parameter.name()), net.flat())
          .forEach(position -> values[position] = size(parameter.kind(), values[position]));
    }
    return values;
  }

  private static double size(Parameter.Kind kind, double value) {
    return switch (kind) {
      case WEIGHT, SCALE -> Math.abs(value);
      case VARIANCE -> value;
      case OTHER -> 0;
    };
  }

  private static ComputationGraphConfiguration linear(ComputationGraphConfiguration graph) {
    for (Map.Entry<String, GraphVertex> vertex : graph.getVertices().entrySet()) {
      if (vertex.getValue() instanceof LayerVertex layerVertex) {
        var layer = layerVertex.getLayerConf().getLayer();
        if (layer instanceof ActivationLayer alone) {
          alone.setActivationFn(new ActivationIdentity());
        }
        if (layer instanceof BaseLayer withActivation) {
          withActivation.setActivationFn(new ActivationIdentity());
        }
        if (layer instanceof BaseOutputLayer output) {
          output.setLossFn(new SumOfOutputs());
        } else if (graph.getNetworkOutputs().contains(vertex.getKey())) {
          throw new IllegalArgumentException(
              "synflow needs a network that ends in an output layer; %s is %s"
                  .formatted(vertex.getKey(), layer.getClass().getSimpleName()));
        }
      }
    }
    return graph;
  }
}
