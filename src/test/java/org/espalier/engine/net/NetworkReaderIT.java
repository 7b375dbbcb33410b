package org.espalier.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Multiply-adds of an image that becomes several rows of a batch on its way. */
class NetworkReaderIT {
  private static final long FIRST = 8 * 8 * 4 * 3;

  @Test
  void whatIsStackedIsComputedForEach() {
    var graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("image")
            .setInputTypes(InputType.convolutional(8, 8, 3))
            .addLayer("left", convolution(4), "image")
            .addLayer("right", convolution(4), "image")
            .addVertex("both", new StackVertex(), "left", "right")
            .addLayer("shared", convolution(5), "both")
            .addVertex("first", new UnstackVertex(0, 2), "shared")
            .addVertex("second", new UnstackVertex(1, 2), "shared")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "first", "second")
            .addLayer("alone", convolution(2), "sum")
            .addLayer("answer", answer(), "alone")
            .setOutputs("answer");
    Network network = read(graph.build());

    assertThat(macs(network, "left")).isEqualTo(FIRST);
    assertThat(macs(network, "shared")).isEqualTo(2 * 8 * 8 * 5 * 4);
    assertThat(macs(network, "alone")).isEqualTo(8 * 8 * 2 * 5);
  }

  @Test
  void whatIsTakenApartIsComputedForEachPart() {
    var graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("image")
            .setInputTypes(InputType.convolutional(8, 8, 3))
            .addLayer("whole", convolution(4), "image")
            .addLayer("apart", new SpaceToBatchLayer.Builder<>(new int[] {2, 2}).build(), "whole")
            .addLayer("parts", convolution(5), "apart")
            .addLayer("answer", answer(), "parts")
            .setOutputs("answer");
    Network network = read(graph.build());

    assertThat(macs(network, "whole")).isEqualTo(FIRST);
    assertThat(macs(network, "parts")).isEqualTo(4 * 4 * 4 * 5 * 4);
  }

  private static long macs(Network network, String layer) {
    return network.layers().stream()
        .filter(some -> some.name().equals(layer))
        .map(Layer::parameters)
        .flatMap(parameters -> parameters.stream())
        .mapToLong(Parameter::macs)
        .sum();
  }

  private static Network read(
      org.deeplearning4j.nn.conf.ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return NetworkReader.read(new GraphNet(graph), Map.of("image", new Shape(3, 8, 8)));
  }

  private static ConvolutionLayer convolution(int channels) {
    return new ConvolutionLayer.Builder(1, 1).nOut(channels).build();
  }

  private static OutputLayer answer() {
    return new OutputLayer.Builder(LossFunction.MSE).nOut(3).build();
  }
}
