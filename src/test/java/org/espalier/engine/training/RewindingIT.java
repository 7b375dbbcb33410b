package org.espalier.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.espalier.engine.Architecture;
import org.espalier.engine.ModelFile;
import org.espalier.engine.RandomRows;
import org.espalier.engine.SmallResidual;
import org.espalier.engine.net.FlatIndex;
import org.espalier.engine.net.InputShape;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.surgery.Mask;
import org.espalier.engine.surgery.Surgery;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Weight rewinding: what is left has its early values, whatever was cut in between. */
class RewindingIT {
  private static final Shape INPUT = new Shape(3, 16, 16);

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("lenet", Architecture.build(new Origin.Fresh("lenet", INPUT, 4, 5))),
        Arguments.of("vgg-small", Architecture.build(new Origin.Fresh("vgg-small", INPUT, 4, 5))),
        Arguments.of("residual", SmallResidual.net(INPUT, 4, 5)));
  }

  /** The early model, cut in the same places, is what a rewound one must be, to the bit. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void cutTwiceAndRewoundEqualsTheEarlyModelCutTwice(String name, Net early) {
    Net model = trained(early);
    model.rememberDensePositions();
    Net expected = early.copy();
    for (int round = 1; round <= 2; round++) {
      Map<String, BitSet> kept = someChannels(network(model), round);
      model = trained(hopped(Surgery.cut(model, network(model), kept)));
      expected = Surgery.cut(expected, network(expected), kept);
    }
    assertThat(values(model)).isNotEqualTo(values(expected));

    Rewinder.rewind(model, network(model), early, false);

    assertThat(values(model)).isEqualTo(values(expected));
    assertThat(model.updater().getStateViewArray().amaxNumber().doubleValue()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void whatIsPrunedStaysZeroAndTheRestGoesBack(String name, Net early) {
    Net model = trained(early);
    float[] alive = pruneSomeWeights(model);

    Rewinder.rewind(model, network(model), early, true);

    float[] rewound = values(model);
    float[] before = values(early);
    for (int i = 0; i < rewound.length; i++) {
      assertThat(rewound[i]).isEqualTo(alive[i] == 0 ? 0 : before[i]);
    }
  }

  /** Law 2: through the training that follows a rewinding, by way of files. */
  @Test
  void whatIsPrunedStaysPrunedAfterRewinding() {
    Net early = Architecture.build(new Origin.Fresh("lenet", INPUT, 4, 5));
    Net model = trained(early);
    float[] alive = pruneSomeWeights(model);
    Rewinder.rewind(model, network(model), early, true);
    model = trained(hopped(trained(model)));

    assertThat(Mask.ofZeros(model, network(model)).array(model.flat()).data().asFloat())
        .isEqualTo(alive);
  }

  /** Where nothing is to be rewound a checkpoint carries nothing for it, and a delivery never. */
  @Test
  void onlyWhatIsRewoundKnowsItsPlaceInTheDenseModel() {
    Net dense = Architecture.build(new Origin.Fresh("lenet", INPUT, 4, 5));
    Map<String, BitSet> kept = someChannels(network(dense), 3);
    Net plain = Surgery.cut(dense, network(dense), kept);
    dense.rememberDensePositions();
    Net knowing = Surgery.cut(dense, network(dense), kept);

    assertThat(hopped(plain).densePositions()).isEmpty();
    assertThat(hopped(knowing).densePositions()).isPresent();
    assertThat(ModelFile.checkpoint(knowing).length)
        .isGreaterThan(ModelFile.checkpoint(plain).length);
    assertThat(ModelFile.deliverable(knowing)).isEqualTo(ModelFile.deliverable(plain));
  }

  private static Net trained(Net net) {
    Net copy = net.copy();
    Fit fit = new Fit(0.01, 16, 3, true);
    Trainer.fit(copy, network(copy), fit, RandomRows.of(INPUT, 4, 48, 1), () -> false);
    return copy;
  }

  private static Net hopped(Net net) {
    return ModelFile.read(ModelFile.checkpoint(net));
  }

  private static Network network(Net net) {
    return NetworkReader.read(net, InputShape.like(net, INPUT));
  }

  private static float[] values(Net net) {
    return net.flat().dup().data().asFloat();
  }

  private static Map<String, BitSet> someChannels(Network network, long seed) {
    RandomGenerator random = random(seed);
    Map<String, BitSet> kept = new HashMap<>();
    for (ChannelGroup group : network.channelGroups()) {
      BitSet channels = new BitSet();
      for (int channel = 0; channel < group.channels(); channel++) {
        channels.set(channel, random.nextInt(3) > 0);
      }
      channels.set(random.nextInt(group.channels()));
      kept.put(group.name(), channels);
    }
    return kept;
  }

  /** Zeroes every other weight, and tells for all values which are alive. */
  private static float[] pruneSomeWeights(Net net) {
    RandomGenerator random = random(9);
    for (Parameter weights : network(net).weights()) {
      new FlatIndex(net.parameter(weights.name()), net.flat())
          .forEach(
              position -> {
                if (random.nextBoolean()) {
                  net.flat().putScalar(position, 0);
                }
              });
    }
    Mask mask = Mask.ofZeros(net, network(net));
    mask.apply(net);
    return mask.array(net.flat()).data().asFloat();
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
