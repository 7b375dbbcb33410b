package org.espalier.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.espalier.engine.net.Net;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Compiled networks compute what DL4J computes, to 1e-5, and leave it where DL4J does. */
class FittingIT {
  private static final int CHANNELS = 3;
  private static final int SIDE = 9;
  private static final int CLASSES = 4;
  private static final double EXACT = 1e-5;

  @BeforeEach
  void seed() {
    Nd4j.getRandom().setSeed(7);
  }

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of("convolution", List.of(convolution(7).build())),
        Arguments.of(
            "strides, padding", List.of(convolution(5).stride(2, 2).padding(1, 1).build())),
        Arguments.of(
            "same, even kernel",
            List.of(
                new ConvolutionLayer.Builder(4, 2)
                    .nOut(9)
                    .stride(2, 3)
                    .convolutionMode(ConvolutionMode.Same)
                    .build())),
        Arguments.of("dilation", List.of(convolution(17).dilation(2, 2).build())),
        Arguments.of("no bias", List.of(convolution(8).hasBias(false).build())),
        Arguments.of(
            "one behind the other",
            List.of(
                convolution(5).activation(Activation.RELU).build(),
                convolution(12).activation(Activation.TANH).build(),
                convolution(3).activation(Activation.ELU).build())),
        Arguments.of(
            "batch norm, ReLU",
            List.of(
                convolution(6).activation(Activation.IDENTITY).build(),
                new BatchNormalization(),
                new ActivationLayer(Activation.RELU),
                convolution(11).activation(Activation.LEAKYRELU).build())),
        Arguments.of(
            "batch norm of variances, sigmoid",
            List.of(
                new BatchNormalization.Builder().useLogStd(false).decay(0.7).eps(1e-3).build(),
                new ActivationLayer(Activation.SIGMOID),
                convolution(4).activation(Activation.IDENTITY).build(),
                new BatchNormalization())),
        Arguments.of(
            "max pooling",
            List.of(convolution(5).build(), pooling(SubsamplingLayer.PoolingType.MAX).build())),
        Arguments.of(
            "mean pooling, padded",
            List.of(
                convolution(5).build(),
                pooling(SubsamplingLayer.PoolingType.AVG).padding(1, 1).build(),
                pooling(SubsamplingLayer.PoolingType.AVG)
                    .convolutionMode(ConvolutionMode.Same)
                    .build())),
        Arguments.of(
            "pooling of all",
            List.of(convolution(5).build(), new GlobalPoolingLayer(PoolingType.AVG))),
        Arguments.of(
            "largest of all",
            List.of(convolution(5).build(), new GlobalPoolingLayer(PoolingType.MAX))),
        Arguments.of(
            "dense",
            List.of(
                convolution(5).build(),
                new DenseLayer.Builder().nOut(13).activation(Activation.SIGMOID).build(),
                new DenseLayer.Builder().nOut(6).activation(Activation.IDENTITY).build(),
                new ActivationLayer(Activation.TANH))));
  }

  private static ConvolutionLayer.Builder convolution(int channels) {
    return new ConvolutionLayer.Builder(3, 3).nOut(channels).activation(Activation.RELU);
  }

  private static SubsamplingLayer.Builder pooling(SubsamplingLayer.PoolingType type) {
    return new SubsamplingLayer.Builder(type).kernelSize(3, 3).stride(2, 2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void layersAreDifferentiatedAsByDl4j(String name, List<Layer> layers) {
    assertSame(sequential(layers, new Sgd(0.1)));
  }

  /** DL4J's own way back takes padding for no part of the window here, by oneDNN at least. */
  @Test
  void meansOverPaddingFollowTheLoss() {
    Net net =
        sequential(
            List.of(
                convolution(5).activation(Activation.TANH).build(),
                pooling(SubsamplingLayer.PoolingType.AVG)
                    .padding(1, 1)
                    .avgPoolIncludePadInDivisor(true)
                    .build()),
            new Sgd(0.1));
    INDArray images = images(5);
    INDArray labels = labels(5);
    try (Fitting fitting = Fitting.of(net)) {
      fitting.differentiate(images, labels);
      INDArray direction = Nd4j.randn(net.flat().shape()).muli(1e-3);
      double along = net.gradients().mul(direction.reshape(1, -1)).sumNumber().doubleValue();
      net.flat().addi(direction);
      double after = fitting.differentiate(images, labels);
      net.flat().subi(direction.mul(2));
      double before = fitting.differentiate(images, labels);

      assertThat((after - before) / 2 * 5).isCloseTo(along, Offset.offset(0.02 * Math.abs(along)));
    }
  }

  /** What flows into several nodes gets slopes from all of them. */
  @Test
  void graphsAreDifferentiatedAsByDl4j() {
    var graph =
        stem()
            .addLayer("left", same(6), "stem")
            .addLayer("norm", new BatchNormalization(), "left")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "norm", "stem")
            .addLayer("relu", new ActivationLayer(Activation.RELU), "sum")
            .addLayer("right", same(6), "stem")
            .addVertex("all", new ElementWiseVertex(ElementWiseVertex.Op.Add), "relu", "right")
            .addVertex("twice", new ElementWiseVertex(ElementWiseVertex.Op.Add), "all", "sum")
            .addLayer("classes", classifier(), "twice")
            .setOutputs("classes")
            .build();
    ComputationGraph network = new ComputationGraph(graph);
    network.init();

    assertSame(Net.of(network));
  }

  private static ComputationGraphConfiguration.GraphBuilder stem() {
    return configuration(new Sgd(0.1))
        .graphBuilder()
        .addInputs("image")
        .setInputTypes(image())
        .addLayer("stem", same(6), "image");
  }

  private static ConvolutionLayer same(int channels) {
    return convolution(channels).convolutionMode(ConvolutionMode.Same).build();
  }

  private static void assertSame(Net ours) {
    Net theirs = ours.copy();
    for (int rows : List.of(5, 1)) {
      INDArray images = images(rows);
      INDArray labels = labels(rows);
      try (Fitting fitting = Fitting.of(ours)) {
        assertThat(fitting.isCompiled()).isTrue();
        double loss = fitting.differentiate(images, labels);
        assertThat(loss).isCloseTo(differentiate(theirs, images, labels), within(loss));
      }
      ours.parameters()
          .forEach(
              (node, parameters) ->
                  parameters
                      .keySet()
                      .forEach(
                          key ->
                              assertClose(
                                  node + "_" + key,
                                  ours.gradient(node + "_" + key),
                                  theirs.gradient(node + "_" + key),
                                  theirs.gradients().norm2Number().doubleValue())));
      try (Asking asking = Asking.of(ours)) {
        assertThat(asking.answers(images))
            .usingComparatorWithPrecision((float) EXACT)
            .containsExactly(theirs.output(images)[0].dup('c').data().asFloat());
      }
    }
  }

  private static Offset<Double> within(double size) {
    return Offset.offset(EXACT * Math.abs(size));
  }

  private static void assertClose(String name, INDArray some, INDArray expected) {
    assertClose(name, some, expected, 0);
  }

  /**
   * @param around the size of all that it is computed from, whose noise is left where it is zero
   */
  private static void assertClose(String name, INDArray some, INDArray expected, double around) {
    double size = expected.norm2Number().doubleValue();
    assertThat(some.sub(expected).norm2Number().doubleValue())
        .as("%s, of the size %s", name, size)
        .isLessThanOrEqualTo(EXACT * (size + around));
  }

  private static double differentiate(Net net, INDArray images, INDArray labels) {
    net.updater();
    net.see(images, labels);
    net.model().computeGradientAndScore(LayerWorkspaceMgr.noWorkspaces());
    return net.model().score();
  }

  static Stream<Arguments> updaters() {
    return Stream.of(
        Arguments.of(new Sgd(0.1), 0),
        Arguments.of(new Nesterovs(0.05, 0.9), 1e-2),
        Arguments.of(new Adam(0.01), 1e-3),
        Arguments.of(new RmsProp(0.01), 0));
  }

  /** RMSProp is one of those that are left to DL4J. */
  @ParameterizedTest
  @MethodSource("updaters")
  void stepsAreThoseOfDl4j(IUpdater updater, double l2) {
    List<Layer> layers =
        List.of(
            convolution(6).l2(l2).build(),
            new BatchNormalization(),
            new ActivationLayer(Activation.RELU),
            new DenseLayer.Builder().nOut(8).activation(Activation.TANH).weightDecay(0.1).build());
    Net ours = sequential(l2 == 0 ? layers : layers.subList(0, 3), updater);
    Net theirs = ours.copy();
    try (Fitting fitting = Fitting.of(ours)) {
      for (int rows : List.of(5, 5, 3, 5, 5)) {
        INDArray images = images(rows);
        INDArray labels = labels(rows);
        fitting.step(images, labels);
        theirs.fit(images, labels);
      }
      assertThat(fitting.isCompiled()).isTrue();
    }
    assertClose("parameters", ours.flat(), theirs.flat());
    ours.updaterState()
        .ifPresent(state -> assertClose("state", state, theirs.updaterState().orElseThrow()));
    assertThat(ours.iterations()).isEqualTo(theirs.iterations()).isEqualTo(5);
  }

  @Test
  void listenersHearOfEachBatch() {
    List<String> heard = new ArrayList<>();
    Net net = sequential(List.of(convolution(4).build()), new Sgd(0.1));
    net.listenTo(
        new BaseTrainingListener() {
          @Override
          public void onGradientCalculation(Model model) {
            heard.add("gradients of " + model.batchSize());
          }

          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            heard.add("done %d, score %b".formatted(iteration, model.score() > 0));
          }
        });
    try (Fitting fitting = Fitting.of(net)) {
      fitting.step(images(5), labels(5));
      fitting.step(images(2), labels(2));
    }

    assertThat(heard)
        .containsExactly(
            "gradients of 5", "done 0, score true", "gradients of 2", "done 1, score true");
  }

  static Stream<Arguments> unknown() {
    Layer dropout = convolution(4).dropOut(0.5).build();
    Layer frozen = new FrozenLayer(convolution(4).build());
    return Stream.of(
        Arguments.of("dropout", List.of(dropout)),
        Arguments.of("frozen", List.of(frozen)),
        Arguments.of("up-sampling", List.of(new Upsampling2D.Builder(2).build())),
        Arguments.of(
            "softmax in the middle",
            List.of(convolution(4).activation(Activation.SOFTMAX).build())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unknown")
  void whatIsNotKnownIsLeftToDl4j(String name, List<Layer> layers) {
    Net ours = sequential(layers, new Sgd(0.1));
    Net theirs = ours.copy();
    INDArray images = images(5);
    INDArray labels = labels(5);
    try (Fitting fitting = Fitting.of(ours)) {
      assertThat(fitting.isCompiled()).isFalse();
      Nd4j.getRandom().setSeed(3);
      fitting.step(images, labels);
    }
    Nd4j.getRandom().setSeed(3);
    theirs.fit(images, labels);

    assertThat(ours.flat()).isEqualTo(theirs.flat());
  }

  @Test
  void graphsWithNodesThatNobodyReadsAreLeftToDl4j() {
    var graph =
        stem()
            .addLayer("unread", same(6), "stem")
            .addLayer("classes", classifier(), "stem")
            .setOutputs("classes")
            .allowDisconnected(true)
            .build();
    ComputationGraph network = new ComputationGraph(graph);
    network.init();

    try (Fitting fitting = Fitting.of(Net.of(network))) {
      assertThat(fitting.isCompiled()).isFalse();
    }
  }

  private static Net sequential(List<Layer> layers, IUpdater updater) {
    List<Layer> all = new ArrayList<>(layers);
    all.add(classifier());
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            configuration(updater).list(all.toArray(Layer[]::new)).setInputType(image()).build());
    network.init();
    return Net.of(network);
  }

  private static NeuralNetConfiguration.Builder configuration(IUpdater updater) {
    return new NeuralNetConfiguration.Builder().seed(3).updater(updater);
  }

  private static OutputLayer classifier() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static InputType image() {
    return InputType.convolutional(SIDE, SIDE, CHANNELS);
  }

  private static INDArray images(int rows) {
    return Nd4j.randn(rows, CHANNELS, SIDE, SIDE);
  }

  private static INDArray labels(int rows) {
    INDArray labels = Nd4j.zeros(rows, CLASSES);
    for (int row = 0; row < rows; row++) {
      labels.putScalar(row, row % CLASSES, 1);
    }
    return labels;
  }
}
