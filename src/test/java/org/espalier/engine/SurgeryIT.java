package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.espalier.engine.feed.RowBatches;
import org.espalier.engine.net.InputShape;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.net.SequentialNet;
import org.espalier.engine.surgery.Mask;
import org.espalier.engine.surgery.Surgery;
import org.espalier.engine.training.Trainer;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Law 1: the cut model computes what the model with the same channels zeroed computes. */
class SurgeryIT {
  private static final double TOLERANCE = 1e-5;
  private static final Fit FIT = new Fit(0.01, 16, 3, true);

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void cutEqualsMasked(String name, Net model, Shape input) {
    trainABit(model, input);
    Network network = NetworkReader.read(model, InputShape.like(model, input));
    for (int trial = 0; trial < 3; trial++) {
      Map<String, BitSet> kept = someChannels(network, trial);
      Net masked = masked(model, network, kept);
      Net cut = Surgery.cut(model, network, kept);

      assertThat(difference(cut, masked, input))
          .as("logits, trial %d", trial)
          .isLessThan(TOLERANCE);
      assertThat(NetworkReader.read(cut, InputShape.like(cut, input)).channelGroups())
          .allSatisfy(
              group ->
                  assertThat(group.channels()).isEqualTo(kept.get(group.name()).cardinality()));
      assertThat(cut.flat().length()).isLessThan(model.flat().length());
    }
  }

  /** The updater's state goes with the channels: both go on training along the same way. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void cutTrainsOnAsMaskedDoes(String name, Net model, Shape input) {
    trainABit(model, input);
    Network network = NetworkReader.read(model, InputShape.like(model, input));
    Map<String, BitSet> kept = someChannels(network, 7);
    Net masked = masked(model, network, kept);
    Net cut = Surgery.cut(model, network, kept);

    trainABit(masked, input);
    trainABit(cut, input);

    // Sums of other lengths are rounded otherwise, and training makes more of it: 2e-3 was seen.
    assertThat(difference(cut, masked, input)).isLessThan(5e-3);
  }

  /** Not by way of floats, which have fewer digits. */
  @Test
  void doublesStayDoubles() {
    Shape colour = new Shape(3, 16, 12);
    MultiLayerNetwork network =
        ((MultiLayerNetwork) sigmoidUnits(colour, new Adam(0.01)).model())
            .convertDataType(DataType.DOUBLE);
    network.params().addi(Nd4j.rand(network.params().shape()).castTo(DataType.DOUBLE).muli(0.1));
    Net model = new SequentialNet(network);
    Network shape = NetworkReader.read(model, InputShape.like(model, colour));
    Map<String, BitSet> kept = someChannels(shape, 3);

    Net cut = Surgery.cut(model, shape, kept);

    assertThat(cut.flat().dataType()).isEqualTo(DataType.DOUBLE);
    INDArray images = Nd4j.rand(DataType.DOUBLE, 2, 3, 16, 12);
    INDArray masked = masked(model, shape, kept).output(images.dup())[0];
    assertThat(cut.output(images.dup())[0].sub(masked).amaxNumber().doubleValue())
        .isLessThan(1e-12);
  }

  @Test
  void channelsStayInImagesThatAreTakenApart() {
    Shape colour = new Shape(3, 16, 12);
    Net model =
        network(
            colour,
            new Nesterovs(0.01, 0.9),
            new ConvolutionLayer.Builder(3, 3).nOut(8).activation(Activation.RELU).build(),
            new SpaceToBatchLayer.Builder<>(new int[] {2, 2}).build(),
            new ConvolutionLayer.Builder(1, 1).nOut(6).activation(Activation.RELU).build(),
            new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
            new OutputLayer.Builder(LossFunction.MCXENT).nOut(4).build());
    Network network = NetworkReader.read(model, InputShape.like(model, colour));
    Map<String, BitSet> kept = someChannels(network, 3);

    Net cut = Surgery.cut(model, network, kept);

    assertThat(network.channelGroups()).hasSize(2);
    assertThat(difference(cut, masked(model, network, kept), colour)).isLessThan(TOLERANCE);
  }

  static Stream<Arguments> networks() {
    Shape grey = new Shape(1, 28, 28);
    Shape colour = new Shape(3, 16, 12);
    return Stream.of(
        Arguments.of("lenet", Architecture.build(new Origin.Fresh("lenet", grey, 10, 5)), grey),
        Arguments.of(
            "vgg-small", Architecture.build(new Origin.Fresh("vgg-small", colour, 10, 5)), colour),
        Arguments.of("sigmoid units, Adam", sigmoidUnits(colour, new Adam(0.01)), colour),
        Arguments.of("global pooling", globalPooling(colour, new Nesterovs(0.01, 0.9)), colour));
  }

  /** A silenced sigmoid channel still says 0.5: only its readers' inputs make it harmless. */
  private static Net sigmoidUnits(Shape input, IUpdater updater) {
    return network(
        input,
        updater,
        new ZeroPaddingLayer.Builder(1, 1, 1, 1).build(),
        new ConvolutionLayer.Builder(3, 3).nOut(9).activation(Activation.SIGMOID).build(),
        new BatchNormalization.Builder().activation(Activation.IDENTITY).build(),
        new SubsamplingLayer.Builder(
                SubsamplingLayer.PoolingType.AVG, new int[] {2, 2}, new int[] {2, 2})
            .build(),
        new ConvolutionLayer.Builder(3, 3).nOut(7).activation(Activation.TANH).build(),
        new ActivationLayer.Builder().activation(Activation.LEAKYRELU).build(),
        new DenseLayer.Builder().nOut(11).activation(Activation.SOFTPLUS).build(),
        new BatchNormalization.Builder().build(),
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(4)
            .activation(Activation.SOFTMAX)
            .build());
  }

  private static Net globalPooling(Shape input, IUpdater updater) {
    return network(
        input,
        updater,
        new ConvolutionLayer.Builder(3, 3).nOut(8).activation(Activation.RELU).build(),
        new BatchNormalization.Builder().lockGammaBeta(true).build(),
        new ConvolutionLayer.Builder(1, 1).nOut(6).activation(Activation.RELU).build(),
        new DropoutLayer.Builder(1.0).build(),
        new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(4)
            .activation(Activation.SOFTMAX)
            .build());
  }

  private static Net network(
      Shape input, IUpdater updater, org.deeplearning4j.nn.conf.layers.Layer... layers) {
    var builder = new NeuralNetConfiguration.Builder().seed(4).updater(updater).list();
    List.of(layers).forEach(builder::layer);
    var network =
        new MultiLayerNetwork(
            builder
                .setInputType(
                    InputType.convolutional(input.height(), input.width(), input.channels()))
                .build());
    network.init();
    return new SequentialNet(network);
  }

  /** So that batch-norm statistics, biases and momentum are not what they are at birth. */
  private static void trainABit(Net model, Shape input) {
    Network network = NetworkReader.read(model, InputShape.like(model, input));
    Trainer.fit(model, network, FIT, RandomRows.of(input, classes(network), 48, 1), () -> false);
  }

  private static Net masked(Net model, Network network, Map<String, BitSet> kept) {
    Net masked = model.copy();
    Mask.ofChannels(masked, network, kept).apply(masked);
    return masked;
  }

  private static double difference(Net a, Net b, Shape input) {
    Rows rows = RandomRows.of(input, 4, 32, 99);
    INDArray images = RowBatches.inOrder(rows, 32, a.inputFormat()).next().getFeatures();
    INDArray first = logits(a, images);
    INDArray second = logits(b, images);
    assertThat(first.ameanNumber().doubleValue())
        .as("the logits say something")
        .isGreaterThan(1e-3);
    return first.sub(second).amaxNumber().doubleValue();
  }

  private static INDArray logits(Net net, INDArray images) {
    MultiLayerNetwork model = (MultiLayerNetwork) net.model();
    model.output(images);
    int last = model.getnLayers() - 1;
    INDArray read = model.feedForwardToLayer(last - 1, images, false).get(last).dup();
    return read.reshape(read.size(0), -1)
        .mmul(model.getParam(last + "_W"))
        .addRowVector(model.getParam(last + "_b"));
  }

  private static int classes(Network network) {
    return network.layers().get(network.layers().size() - 1).out().channels();
  }

  private static Map<String, BitSet> someChannels(Network network, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Map<String, BitSet> kept = new HashMap<>();
    for (ChannelGroup group : network.channelGroups()) {
      BitSet channels = new BitSet();
      for (int channel = 0; channel < group.channels(); channel++) {
        channels.set(channel, random.nextBoolean());
      }
      channels.set(random.nextInt(group.channels()));
      channels.clear((channels.nextSetBit(0) + 1) % group.channels());
      kept.put(group.name(), channels);
    }
    return kept;
  }
}
