package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.engine.net.InputShape;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.surgery.Mask;
import org.espalier.engine.surgery.Surgery;
import org.espalier.engine.training.Trainer;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Pools;
import org.espalier.sweep.Prune;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pruned network that starts again: its shape stays, and of its training nothing does. */
class RestartIT {
  private static final Shape INPUT = new Shape(3, 16, 16);
  private static final long SEED = 77;

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("lenet", lenet(5), lenet(SEED)),
        Arguments.of("vgg-small", vgg(5), vgg(SEED)),
        Arguments.of(
            "residual", SmallResidual.net(INPUT, 4, 5), SmallResidual.net(INPUT, 4, SEED)));
  }

  /** A network that nothing was removed from starts just as a new one does, to the bit. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void aWholeNetworkStartsAsANewOne(String name, Net net, Net another) {
    Net renewed = hopped(trained(net)).renewed(SEED);

    assertThat(values(renewed)).isEqualTo(values(another));
    assertThat(renewed.updater().getStateViewArray().amaxNumber().doubleValue()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void aCutNetworkKeepsItsShapeAndNothingElse(String name, Net net, Net another) {
    Net trained = trained(net);
    Net cut = trained(Surgery.cut(trained, network(trained), everyOtherChannel(network(trained))));
    Net renewed = cut.renewed(SEED);

    assertThat(network(renewed).layers()).isEqualTo(network(cut).layers());
    assertThat(values(renewed)).hasSameSizeAs(values(cut)).isNotEqualTo(values(cut));
    for (Parameter weights : network(cut).weights()) {
      assertThat(renewed.parameter(weights.name()))
          .as(weights.name())
          .isNotEqualTo(cut.parameter(weights.name()));
    }
    assertThat(renewed.updater().getStateViewArray().amaxNumber().doubleValue()).isZero();
    assertThat(cut.updater().getStateViewArray().amaxNumber().doubleValue()).isPositive();
    assertThat(values(cut.renewed(SEED))).isEqualTo(values(renewed));
    assertThat(values(cut.renewed(SEED + 1))).isNotEqualTo(values(renewed));
  }

  /** Running statistics, scales and shifts are those of a batch norm that has seen nothing. */
  @Test
  void batchNormsForgetWhatTheySaw() {
    Net trained = trained(vgg(5));
    Net renewed = trained.renewed(SEED);

    assertThat(trained.parameter("1_mean").amaxNumber().doubleValue()).isPositive();
    assertThat(renewed.parameter("1_mean").amaxNumber().doubleValue()).isZero();
    assertThat(renewed.parameter("1_gamma").dup().data().asDouble()).containsOnly(1);
    assertThat(renewed.parameter("1_beta").amaxNumber().doubleValue()).isZero();
    assertThat(renewed.parameter("1_log10stdev").amaxNumber().doubleValue()).isZero();
  }

  /**
   * He's initial weights are larger where a unit reads less: it is the cut network's that counts.
   */
  @Test
  void weightsAreInitialisedForTheShapeThatIsLeft() {
    Net whole = vgg(5);
    Net cut = Surgery.cut(whole, network(whole), everyOtherChannel(network(whole)));

    double before = whole.renewed(SEED).parameter("3_W").stdNumber().doubleValue();
    double after = cut.renewed(SEED).parameter("3_W").stdNumber().doubleValue();

    assertThat(before).isEqualTo(Math.sqrt(2.0 / (64 * 9)), within(before / 50));
    assertThat(after).isEqualTo(Math.sqrt(2.0 / (32 * 9)), within(after / 50));
  }

  /** Law 2: what is pruned is pruned in the new weights too, and stays so as they are trained. */
  @ParameterizedTest
  @ValueSource(strings = {"WEIGHT", "KERNEL", "TWO_OF_FOUR"})
  void zerosAreHeldThroughTheNewTraining(Granularity granularity) {
    Model pruned = pruned(Model.fresh(new Origin.Fresh("vgg-small", INPUT, 4, 5)), granularity);
    Model restarted = pruned.restarted(SEED, true);
    boolean[] alive = alive(pruned);

    assertThat(alive(restarted)).isEqualTo(alive);
    assertThat(values(restarted)).isNotEqualTo(values(pruned));
    for (int visit = 1; visit <= 2; visit++) {
      Fit fit = new Fit(0.01, 16, visit, true);
      restarted.fit(fit, RandomRows.of(INPUT, 4, 48, visit), () -> false);
      restarted = Model.read(restarted.checkpoint(), INPUT);
    }
    assertThat(alive(restarted)).isEqualTo(alive);
    assertThat(alive(pruned.restarted(SEED, false))).isNotEqualTo(alive);
  }

  private static Model pruned(Model model, Granularity granularity) {
    return model.prune(
        new Prune(
            new L1Norm(),
            new NoNormalizer(),
            Ranking.LOCAL,
            granularity,
            Pools.of(model.network(), granularity, Guards.NONE),
            0.5,
            0,
            1));
  }

  /** Which weights are not zero. */
  private static boolean[] alive(Model model) {
    Net net = ModelFile.read(model.checkpoint());
    float[] mask = Mask.ofZeros(net, model.network()).array(net.flat()).data().asFloat();
    boolean[] alive = new boolean[mask.length];
    for (int i = 0; i < mask.length; i++) {
      alive[i] = mask[i] != 0;
    }
    return alive;
  }

  private static float[] values(Model model) {
    return values(ModelFile.read(model.checkpoint()));
  }

  private static float[] values(Net net) {
    return net.flat().dup().data().asFloat();
  }

  private static Net lenet(long seed) {
    return Architecture.build(new Origin.Fresh("lenet", INPUT, 4, seed));
  }

  private static Net vgg(long seed) {
    return Architecture.build(new Origin.Fresh("vgg-small", INPUT, 4, seed));
  }

  private static Net trained(Net net) {
    Net copy = net.copy();
    Fit fit = new Fit(0.01, 16, 3, false);
    Trainer.fit(copy, network(copy), fit, RandomRows.of(INPUT, 4, 48, 1), () -> false);
    return copy;
  }

  private static Net hopped(Net net) {
    return ModelFile.read(ModelFile.checkpoint(net));
  }

  private static Network network(Net net) {
    return NetworkReader.read(net, InputShape.like(net, INPUT));
  }

  private static Map<String, BitSet> everyOtherChannel(Network network) {
    Map<String, BitSet> kept = new HashMap<>();
    for (ChannelGroup group : network.channelGroups()) {
      BitSet channels = new BitSet();
      for (int channel = 0; channel < group.channels(); channel += 2) {
        channels.set(channel);
      }
      kept.put(group.name(), channels);
    }
    return kept;
  }
}
