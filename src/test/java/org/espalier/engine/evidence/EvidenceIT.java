package org.espalier.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.criterion.Evidence;
import org.espalier.criterion.Units;
import org.espalier.engine.RandomRows;
import org.espalier.engine.feed.RowBatches;
import org.espalier.engine.net.FlatIndex;
import org.espalier.engine.net.GraphNet;
import org.espalier.engine.net.InputFormat;
import org.espalier.engine.net.InputShape;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.surgery.UnitLayout;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.espalier.sweep.Rows;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Evidence against independent computations: finite differences, and sums written out. */
class EvidenceIT {
  private static final Shape INPUT = new Shape(2, 6, 5);
  private static final int CLASSES = 3;
  private static final Rows ROWS = RandomRows.of(INPUT, CLASSES, 7, 5);
  private static final double STEP = 1e-5;

  private final Net net = new GraphNet(residual());
  private final Network network = NetworkReader.read(net, InputShape.like(net, INPUT));
  private final Map<String, UnitLayout> channels = channelLayouts();

  @Test
  void gradientsAreThoseOfTheMeanCost() {
    Calibration calibration = calibrate();
    for (int position : somePositions(60)) {
      double byDifference = derivative(position, this::meanCost);
      assertThat(calibration.gradient(position))
          .as("position %d", position)
          .isCloseTo(byDifference, within(1e-5 + 2e-3 * Math.abs(byDifference)));
    }
  }

  @Test
  void squaresAreOfEachRowByItself() {
    Calibration calibration = calibrate();
    for (int position : somePositions(25)) {
      double mean =
          IntStream.range(0, ROWS.count())
              .mapToDouble(row -> derivative(position, graph -> cost(graph, row)))
              .map(gradient -> gradient * gradient)
              .average()
              .orElseThrow();
      assertThat(calibration.square(position)).isCloseTo(mean, within(1e-7 + 5e-3 * mean));
    }
  }

  @Test
  void gatesAreWhatScalingAUnitsWeightsChanges() {
    Calibration calibration = calibrate();
    int units = 0;
    for (UnitLayout layout : channels.values()) {
      double[] gates = calibration.gates(layout, units);
      units += layout.count();
      for (int channel = 0; channel < layout.count(); channel++) {
        int first = channel * layout.columns();
        int[] weights = Arrays.copyOfRange(layout.positions(), first, first + layout.columns());
        double mean = meanOverRows(row -> scaled(weights, row));
        assertThat(gates[channel]).isCloseTo(mean, within(1e-7 + 5e-3 * mean));
      }
    }
  }

  /** Filter and bias scaled together scale what a rectified convolution answers. */
  @Test
  void taylorTermsAreWhatScalingAChannelsAnswersChanges() {
    Calibration calibration = calibrate();
    Parameter filters = parameter("plain_W");
    Parameter biases = parameter("plain_b");
    int area = INPUT.height() * INPUT.width();
    for (int channel = 0; channel < 4; channel++) {
      int[] both = IntStream.concat(entries(filters, channel), entries(biases, channel)).toArray();
      double mean = 0;
      for (int row = 0; row < ROWS.count(); row++) {
        mean += Math.abs(scaled(both, row) / area) / ROWS.count();
      }
      assertThat(calibration.activations("plain").taylor(channel))
          .isCloseTo(mean, within(1e-7 + 5e-3 * mean));
    }
  }

  @Test
  void answersAreThoseInUse() {
    Calibration calibration = calibrate();
    INDArray maps = feedForward().get("relu");
    for (int channel = 0; channel < 4; channel++) {
      float[] values = maps.tensorAlongDimension(channel, 0, 2, 3).dup('c').data().asFloat();
      double mean =
          IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
      double zeros = IntStream.range(0, values.length).filter(i -> values[i] == 0).count();
      assertThat(calibration.activations("relu").mean(channel)).isCloseTo(mean, within(1e-5));
      assertThat(calibration.activations("relu").zeroShare(channel))
          .isCloseTo(zeros / values.length, within(1e-9));
    }
  }

  @Test
  void inputNormsAreOfAllThatALayerReads() {
    Calibration calibration = calibrate();
    INDArray read = feedForward().get("relu");
    for (int channel = 0; channel < 4; channel++) {
      double norm = read.tensorAlongDimension(channel, 0, 2, 3).norm2Number().doubleValue();
      assertThat(calibration.inputNorm("plain", channel)).isCloseTo(norm, within(1e-4 * norm));
    }
  }

  @Test
  void synapticFlowIsTheGradientOfTheSumOfAnswers() {
    double[] flow = SynapticFlow.of(net, network);
    ComputationGraph sizes = residual(Activation.IDENTITY, Activation.IDENTITY);
    float[] values = net.flat().data().asFloat();
    double[] by = new double[values.length];
    network
        .parameters()
        .forEach(
            parameter ->
                index(parameter)
                    .forEach(
                        position ->
                            by[position] =
                                switch (parameter.kind()) {
                                  case WEIGHT, SCALE -> Math.abs(values[position]);
                                  case VARIANCE -> values[position];
                                  case OTHER -> 0;
                                }));
    ComputationGraph exact = exact(sizes, by);
    INDArray ones = Nd4j.ones(DataType.DOUBLE, 1, 2, 6, 5);
    for (int position : somePositions(40)) {
      double difference =
          difference(exact, position, graph -> graph.outputSingle(ones).sumNumber().doubleValue());
      assertThat(flow[position]).isCloseTo(difference, within(1e-6 + 1e-5 * Math.abs(difference)));
    }
  }

  @Test
  void everyKindReachesTheUnitsOfAPool() {
    Set<Evidence> all = Set.of(Evidence.values());
    EvidenceSource source = EvidenceSource.of(net, network, channels, all, calibrate());
    ChannelGroup coupled = network.channelGroups().get(0);
    Units units = source.units(coupled.name(), all);
    assertThat(units.count()).isEqualTo(4);
    assertThat(units.scales().columns()).as("both batch norms").isEqualTo(2);
    assertThat(units.scales().at(3, 1)).isEqualTo(net.parameter("bn2_gamma").getFloat(3));
    assertThat(units.weights().columns()).as("conv and frozen").isEqualTo(2 * 9 + 4 * 9);
    assertThat(units.gradients().columns()).isEqualTo(units.weights().columns());
    assertThat(units.inputNorms().at(0, 0)).isPositive();
    assertThat(units.flow().at(0, 0)).isPositive();
  }

  @Test
  void channelsWithoutBatchNormHaveNoScale() {
    EvidenceSource source =
        EvidenceSource.of(net, network, channels, Set.of(Evidence.SCALES), null);
    assertThatThrownBy(() -> source.units("plain", Set.of(Evidence.SCALES)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("plain go through no batch norm");
  }

  @Test
  void calibrationsAreSharedUnderOneNameAlone() {
    CalibrationCache cache = new CalibrationCache();
    int[] gathered = {0};
    Calibration known = calibrate();
    for (String key : new String[] {"a", "a", "b", null, null, "a"}) {
      cache.get(
          key,
          () -> {
            gathered[0]++;
            return known;
          });
    }
    assertThat(gathered[0]).isEqualTo(4);
  }

  private Calibration calibrate() {
    return Calibration.on(
        net, network, ROWS, List.copyOf(channels.values()), EnumSet.allOf(Evidence.class));
  }

  private Map<String, UnitLayout> channelLayouts() {
    Map<String, UnitLayout> layouts = new LinkedHashMap<>();
    network
        .channelGroups()
        .forEach(group -> layouts.put(group.name(), UnitLayout.ofChannels(net, group)));
    return layouts;
  }

  /** (d cost / d scale)² of a row, its mean over rows. */
  private double meanOverRows(ToDoubleFunction<Integer> gradient) {
    return IntStream.range(0, ROWS.count())
        .mapToDouble(gradient::applyAsDouble)
        .map(g -> g * g)
        .average()
        .orElseThrow();
  }

  private double scaled(int[] positions, int row) {
    double[] values = net.flat().data().asDouble();
    return (cost(exact(scaled(values, positions, 1 + STEP)), row)
            - cost(exact(scaled(values, positions, 1 - STEP)), row))
        / (2 * STEP);
  }

  private static double[] scaled(double[] values, int[] positions, double by) {
    double[] scaled = values.clone();
    for (int position : positions) {
      scaled[position] *= by;
    }
    return scaled;
  }

  private double derivative(int position, ToDoubleFunction<ComputationGraph> cost) {
    return difference(exact(net.flat().data().asDouble()), position, cost);
  }

  private static double difference(
      ComputationGraph graph, int position, ToDoubleFunction<ComputationGraph> cost) {
    INDArray flat = graph.params();
    double value = flat.getDouble(position);
    flat.putScalar(position, value + STEP);
    double above = cost.applyAsDouble(graph);
    flat.putScalar(position, value - STEP);
    double below = cost.applyAsDouble(graph);
    flat.putScalar(position, value);
    return (above - below) / (2 * STEP);
  }

  private double meanCost(ComputationGraph graph) {
    return IntStream.range(0, ROWS.count())
        .mapToDouble(row -> cost(graph, row))
        .average()
        .orElse(0);
  }

  private double cost(ComputationGraph graph, int row) {
    INDArray image =
        RowBatches.inOrder(ROWS.take(new int[] {row}), 1, InputFormat.NCHW).next().getFeatures();
    return -Math.log(
        graph.outputSingle(image.castTo(DataType.DOUBLE)).getDouble(0, ROWS.label(row)));
  }

  private Map<String, INDArray> feedForward() {
    INDArray images = RowBatches.inOrder(ROWS, ROWS.count(), InputFormat.NCHW).next().getFeatures();
    return ((ComputationGraph) net.model()).feedForward(images, false);
  }

  private ComputationGraph exact(double[] parameters) {
    return exact(residual(), parameters);
  }

  private static ComputationGraph exact(ComputationGraph graph, double[] parameters) {
    ComputationGraph exact = graph.convertDataType(DataType.DOUBLE);
    exact.setParams(Nd4j.createFromArray(parameters).reshape(1, parameters.length));
    return exact;
  }

  private Parameter parameter(String name) {
    return network.parameters().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private IntStream entries(Parameter parameter, int channel) {
    IntStream.Builder positions = IntStream.builder();
    index(parameter).forEach(Map.of(parameter.outputAxis(), new int[] {channel}), positions::add);
    return positions.build();
  }

  private FlatIndex index(Parameter parameter) {
    return new FlatIndex(net.parameter(parameter.name()), net.flat());
  }

  /** Weights alone: statistics are not learned by gradients. */
  private int[] somePositions(int count) {
    int[] weights =
        network.weights().stream()
            .flatMapToInt(
                parameter -> {
                  IntStream.Builder positions = IntStream.builder();
                  index(parameter).forEach(positions::add);
                  return positions.build();
                })
            .toArray();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
    return IntStream.range(0, count).map(i -> weights[random.nextInt(weights.length)]).toArray();
  }

  private static ComputationGraph residual() {
    return residual(Activation.RELU, Activation.SOFTMAX);
  }

  /** With dropout, a frozen layer and batch norms that are not what they were at birth. */
  private static ComputationGraph residual(Activation activation, Activation last) {
    ComputationGraphConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(InputType.convolutional(INPUT.height(), INPUT.width(), INPUT.channels()))
            .addLayer("conv", convolution(Activation.IDENTITY).build(), "in")
            .addLayer("bn", new BatchNormalization.Builder().useLogStd(false).build(), "conv")
            .addLayer("relu", new ActivationLayer(activation), "bn")
            .addLayer("plain", convolution(activation).dropOut(0.5).build(), "relu")
            .addLayer("frozen", new FrozenLayer(convolution(Activation.IDENTITY).build()), "plain")
            .addLayer("bn2", new BatchNormalization.Builder().build(), "frozen")
            .addVertex("add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "relu", "bn2")
            .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "add")
            .addLayer(
                "out",
                new OutputLayer.Builder(LossFunction.MCXENT).nOut(CLASSES).activation(last).build(),
                "pool")
            .setOutputs("out")
            .validateOutputLayerConfig(false)
            .build();
    ComputationGraph graph = new ComputationGraph(conf);
    graph.init();
    Nd4j.getRandom().setSeed(17);
    for (String name : List.of("bn", "bn2")) {
      graph.getParam(name + "_mean").assign(Nd4j.randn(1, 4).muli(0.1));
      graph.getParam(name + "_gamma").assign(Nd4j.randn(1, 4));
      graph.getParam(name + "_beta").assign(Nd4j.randn(1, 4).muli(0.2));
    }
    graph.getParam("bn_var").assign(Nd4j.rand(1, 4).addi(0.3));
    graph.getParam("bn2_log10stdev").assign(Nd4j.randn(1, 4).muli(0.2));
    graph.getParam("plain_b").assign(Nd4j.randn(1, 4).muli(0.1));
    return graph;
  }

  private static ConvolutionLayer.Builder convolution(Activation activation) {
    return new ConvolutionLayer.Builder(3, 3)
        .convolutionMode(ConvolutionMode.Same)
        .nOut(4)
        .activation(activation);
  }
}
