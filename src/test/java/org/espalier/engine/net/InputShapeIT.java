package org.espalier.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.espalier.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What images a network takes, found out from its layers alone. */
class InputShapeIT {
  /** Behind a stride two sizes fit: the one that can be halved more often is the likely one. */
  @ParameterizedTest
  @CsvSource({"32, 32", "33, 32", "28, 28", "29, 28", "224, 224", "97, 96"})
  void likelySizeBehindAStride(int built, int found) {
    Net net =
        sequential(
            InputType.convolutional(built, 32, 3),
            new ConvolutionLayer.Builder(5, 5).nOut(4).build(),
            new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
            output());

    assertThat(InputShape.infer(net)).isEqualTo(Map.of("input", new Shape(3, found, 32)));
  }

  /** Its weights say for which places they are. */
  @Test
  void onlySizeOfLocalConnections() {
    Net net =
        sequential(
            InputType.convolutional(11, 10, 3),
            new LocallyConnected2D.Builder().kernelSize(3, 3).nOut(4).build(),
            new ConvolutionLayer.Builder(3, 3).stride(2, 2).nOut(5).build(),
            output());
    String before = net.configuration();

    assertThat(InputShape.infer(net)).isEqualTo(Map.of("input", new Shape(3, 11, 10)));
    assertThat(net.configuration()).isEqualTo(before);
    assertThatThrownBy(() -> NetworkReader.read(net, InputShape.like(net, new Shape(3, 12, 10))))
        .hasMessageContaining("layer 0 (LocallyConnected2D)")
        .hasMessageContaining("maps of 11x10");
  }

  @Test
  void sizeBeforeAReshape() {
    var graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("image")
            .addLayer("conv", new ConvolutionLayer.Builder(1, 1).nOut(8).build(), "image")
            .addVertex("reshape", new ReshapeVertex(-1, 8, 9, 9), "conv")
            .addLayer("answer", output(), "reshape")
            .setOutputs("answer")
            .setInputTypes(InputType.convolutional(9, 9, 3));
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();

    assertThat(InputShape.infer(new GraphNet(network)))
        .isEqualTo(Map.of("image", new Shape(3, 9, 9)));
  }

  @Test
  void channelsOfAnImageThatIsFlattenedAtOnce() {
    Net net =
        sequential(
            InputType.convolutional(9, 7, 3), new DenseLayer.Builder().nOut(8).build(), output());

    assertThat(InputShape.infer(net)).isEqualTo(Map.of("input", new Shape(3, 9, 7)));
  }

  @Test
  void anySizeMustBeTold() {
    Net net =
        sequential(
            InputType.convolutional(9, 9, 3),
            new ConvolutionLayer.Builder(3, 3).nOut(8).build(),
            new GlobalPoolingLayer.Builder().collapseDimensions(false).build(),
            new ConvolutionLayer.Builder(1, 1).nOut(6).build(),
            output());

    assertThatThrownBy(() -> InputShape.infer(net)).hasMessageContaining("--input CxHxW");
  }

  @Test
  void sequencesAreRefused() {
    Net net =
        sequential(
            InputType.recurrent(5, 12),
            new Convolution1DLayer.Builder(3).nOut(6).build(),
            new RnnOutputLayer.Builder(LossFunction.MSE).nOut(3).build());

    assertThatThrownBy(() -> InputShape.infer(net))
        .hasMessage(
            "layer 0 (Convolution1DLayer) reads sequences; networks that can be pruned read images"
                + " or flat rows");
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MSE).nOut(3).build();
  }

  private static Net sequential(InputType input, Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(input).build());
    network.init();
    return new SequentialNet(network);
  }
}
