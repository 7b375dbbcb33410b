package org.espalier.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.espalier.criterion.Evidence;
import org.espalier.engine.Architecture;
import org.espalier.engine.RandomRows;
import org.espalier.engine.compiled.Differentiating;
import org.espalier.engine.net.InputShape;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.net.SequentialNet;
import org.espalier.engine.surgery.UnitLayout;
import org.espalier.engine.training.Trainer;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Rows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** Where gradients alone are asked for, networks are compiled, and tell the same as DL4J. */
class CompiledGradientsIT {
  private static final Shape INPUT = new Shape(3, 16, 16);
  private static final int CLASSES = 4;

  /** More than a batch, and not twice as many. */
  private static final Rows ROWS = RandomRows.of(INPUT, CLASSES, Calibration.BATCH + 5, 3);

  private static final Set<Evidence> OF_GRADIENTS =
      EnumSet.of(Evidence.GRADIENTS, Evidence.SQUARED_GRADIENTS, Evidence.GATES);

  /** Of which gates do not see what its layers sum up. */
  private static final String TANH = "tanh";

  private static Net trained(String architecture) {
    Net net =
        architecture.equals(TANH)
            ? new SequentialNet(tanh())
            : Architecture.build(new Origin.Fresh(architecture, INPUT, CLASSES, 5));
    Rows rows = RandomRows.of(INPUT, CLASSES, 48, 1);
    Trainer.fit(net, network(net), new Fit(0.01, 16, 3, false), rows, () -> false);
    try (Differentiating compiled =
        Differentiating.ofWeights(net, (row, position, values, factor) -> {}).orElse(null)) {
      assertThat(compiled).as("what is compiled").isNotNull();
    }
    return net;
  }

  private static MultiLayerNetwork tanh() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Sgd(0.01))
                .activation(Activation.TANH)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(6).build())
                .layer(new ConvolutionLayer.Builder(3, 3).stride(2, 2).nOut(5).build())
                .layer(new DenseLayer.Builder().nOut(7).build())
                .layer(
                    new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(16, 16, 3))
                .build());
    network.init();
    return network;
  }

  private static Network network(Net net) {
    return NetworkReader.read(net, InputShape.like(net, INPUT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "vgg-small", "resnet-20", TANH})
  void gradientsAreThoseOfWhatANetworkAnswersInUse(String architecture) {
    Net net = trained(architecture);
    List<UnitLayout> layouts =
        network(net).channelGroups().stream()
            .map(group -> UnitLayout.ofChannels(net, group))
            .toList();
    Calibration watched = calibrate(net, layouts, EnumSet.allOf(Evidence.class));
    Calibration alone = calibrate(net, layouts, OF_GRADIENTS);

    for (Parameter weights : network(net).weights()) {
      INDArray values = net.parameter(weights.name());
      assertSame(values, alone::gradient, watched::gradient);
      assertSame(values, alone::square, watched::square);
    }
    assertSameGates(layouts, alone, watched);
    assertSameGates(layouts, calibrate(net, layouts, Set.of(Evidence.GATES)), watched);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "resnet-20"})
  void kernelsAndSingleWeightsHaveGatesOfTheirOwn(String architecture) {
    Net net = trained(architecture);
    List<Parameter> matrices = network(net).weights();
    List<UnitLayout> kernels =
        matrices.stream()
            .filter(matrix -> matrix.shape().size() == 4)
            .map(filters -> UnitLayout.ofKernels(net, filters))
            .toList();
    List<UnitLayout> weights =
        matrices.stream().map(matrix -> UnitLayout.ofWeights(net, matrix)).toList();
    for (List<UnitLayout> layouts : List.of(kernels, weights)) {
      assertSameGates(
          layouts,
          calibrate(net, layouts, Set.of(Evidence.GATES)),
          calibrate(net, layouts, EnumSet.of(Evidence.GATES, Evidence.ACTIVATIONS)));
    }
  }

  private static Calibration calibrate(Net net, List<UnitLayout> layouts, Set<Evidence> needs) {
    return Calibration.on(net, network(net), ROWS, layouts, needs);
  }

  private static void assertSameGates(
      List<UnitLayout> layouts, Calibration alone, Calibration watched) {
    int first = 0;
    for (UnitLayout layout : layouts) {
      double[] gates = watched.gates(layout, first);
      assertSame(gates, alone.gates(layout, first));
      first += layout.count();
    }
  }

  /** Of weights; nobody asks for a batch norm's. */
  private static void assertSame(
      INDArray weights, IntToDoubleFunction alone, IntToDoubleFunction watched) {
    int start = Math.toIntExact(weights.offset());
    int[] positions = IntStream.range(start, start + (int) weights.length()).toArray();
    assertSame(
        Arrays.stream(positions).mapToDouble(watched).toArray(),
        Arrays.stream(positions).mapToDouble(alone).toArray());
  }

  private static void assertSame(double[] watched, double[] alone) {
    double size = Arrays.stream(watched).map(Math::abs).max().orElse(0);
    assertThat(size).isPositive();
    for (int i = 0; i < watched.length; i++) {
      assertThat(alone[i]).isCloseTo(watched[i], within(1e-4 * size));
    }
  }
}
