package org.espalier.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.espalier.criterion.Evidence;
import org.espalier.engine.Architecture;
import org.espalier.engine.RandomRows;
import org.espalier.engine.compiled.Differentiating;
import org.espalier.engine.net.InputShape;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.surgery.UnitLayout;
import org.espalier.engine.training.Trainer;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Rows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where gradients alone are asked for, networks are compiled, and tell the same as DL4J. */
class CompiledGradientsIT {
  private static final Shape INPUT = new Shape(3, 16, 16);
  private static final int CLASSES = 4;
  private static final Rows ROWS = RandomRows.of(INPUT, CLASSES, 5, 3);

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "vgg-small", "resnet-20"})
  void gradientsAreThoseOfWhatANetworkAnswersInUse(String architecture) {
    Net net = Architecture.build(new Origin.Fresh(architecture, INPUT, CLASSES, 5));
    Network network = NetworkReader.read(net, InputShape.like(net, INPUT));
    Rows trained = RandomRows.of(INPUT, CLASSES, 48, 1);
    Trainer.fit(net, network, new Fit(0.01, 16, 3, false), trained, () -> false);
    List<UnitLayout> layouts =
        network.channelGroups().stream().map(group -> UnitLayout.ofChannels(net, group)).toList();
    try (Differentiating compiled = Differentiating.of(net.withoutDropout()).orElse(null)) {
      assertThat(compiled).as("what is compiled").isNotNull();
    }

    Calibration watched =
        Calibration.on(net, network, ROWS, layouts, EnumSet.allOf(Evidence.class));
    Calibration alone = Calibration.on(net, network, ROWS, layouts, Set.of(Evidence.GRADIENTS));

    network.weights().forEach(weight -> assertSame(alone, watched, net.parameter(weight.name())));
    int units = layouts.stream().mapToInt(UnitLayout::count).sum();
    for (int unit = 0; unit < units; unit++) {
      double gate = watched.gateSquare(unit);
      assertThat(alone.gateSquare(unit)).isCloseTo(gate, within(1e-3 * gate + 1e-9));
    }
  }

  /** Of weights; nobody asks for a batch norm's. */
  private static void assertSame(Calibration alone, Calibration watched, INDArray weights) {
    int start = Math.toIntExact(weights.offset());
    int[] positions = IntStream.range(start, start + (int) weights.length()).toArray();
    double size =
        Arrays.stream(positions).mapToDouble(i -> Math.abs(watched.gradient(i))).max().orElse(0);
    assertThat(size).isPositive();
    for (int position : positions) {
      assertThat(alone.gradient(position))
          .isCloseTo(watched.gradient(position), within(1e-4 * size));
    }
  }
}
