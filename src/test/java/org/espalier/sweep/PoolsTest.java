package org.espalier.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.espalier.network.ChannelFlow;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.espalier.network.Silence;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.schedule.Pool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoolsTest {
  /** Two convolutions, one of them with 1x1 kernels, a hidden dense layer and the answer. */
  private static final Network NETWORK =
      network(
          convolution("stem", "input", 3, 8, 3, null),
          convolution("mix", "stem", 8, 12, 1, null),
          dense("hidden", "mix", 12, 6, null),
          dense("answer", "hidden", 6, 4, "it is the network's answer"));

  @Test
  void channelsArePooledByGroup() {
    List<Pool> pools = Pools.of(NETWORK, Granularity.CHANNEL, Guards.NONE);

    assertThat(pools).extracting(Pool::name).containsExactly("stem", "mix", "hidden");
    assertThat(pools).extracting(Pool::size).containsExactly(8L, 12L, 6L);
    assertThat(pools).allSatisfy(pool -> assertThat(pool.floor()).isEqualTo(1));
    assertThat(pools).allSatisfy(pool -> assertThat(pool.roundTo()).isEqualTo(1));
    assertThat(pools)
        .extracting(Pool::kind)
        .containsExactlyElementsOf(
            NETWORK.channelGroups().stream().map(group -> group.kind()).toList());
    // A filter of the stem, and what each of twelve 1x1 kernels reads of it.
    assertThat(pools.get(0).macsPerUnit()).isEqualTo(3 * 9 + 12);
  }

  @Test
  void weightsArePooledByMatrix() {
    List<Pool> pools = Pools.of(NETWORK, Granularity.WEIGHT, Guards.NONE);

    assertThat(pools)
        .extracting(Pool::name)
        .containsExactly("stem_W", "mix_W", "hidden_W", "answer_W");
    assertThat(pools).extracting(Pool::size).containsExactly(216L, 96L, 72L, 24L);
    assertThat(pools)
        .extracting(Pool::kind)
        .containsExactly("convolution of 9", "convolution", "dense", "dense");
    assertThat(pools).allSatisfy(pool -> assertThat(pool.floor()).isZero());
    assertThat(pools).allSatisfy(pool -> assertThat(pool.macsPerUnit()).isEqualTo(1));
  }

  @Test
  void kernelsAreThoseOfMoreThanOneWeight() {
    assertThat(Pools.of(NETWORK, Granularity.KERNEL, Guards.NONE))
        .containsExactly(new Pool("stem_W", 24, "convolution of 9", 9, 0, 1));
  }

  @Test
  void blocksAreThoseOfAMultipleOfFourInputs() {
    for (Granularity granularity : List.of(Granularity.TWO_OF_FOUR, Granularity.ONE_OF_FOUR)) {
      List<Pool> pools = Pools.of(NETWORK, granularity, Guards.NONE);

      assertThat(pools).extracting(Pool::name).containsExactly("mix_W", "hidden_W");
      assertThat(pools).extracting(Pool::size).containsExactly(96L, 72L);
    }
  }

  @Test
  void guardsGoWithEachGroupButNeverAboveWhatThereIs() {
    List<Pool> pools = Pools.of(NETWORK, Granularity.CHANNEL, new Guards(8, 16, List.of()));

    assertThat(pools).extracting(Pool::floor).containsExactly(8, 8, 6);
    assertThat(pools).extracting(Pool::roundTo).containsExactly(16, 16, 16);
    assertThat(Pools.of(NETWORK, Granularity.WEIGHT, new Guards(8, 16, List.of())))
        .isEqualTo(Pools.of(NETWORK, Granularity.WEIGHT, Guards.NONE));
  }

  @Test
  void aLayerThatIsLeftAloneKeepsItsFiltersAndItsInputs() {
    assertThat(Pools.of(NETWORK, Granularity.CHANNEL, leaving("mix")))
        .extracting(Pool::name)
        .containsExactly("hidden");
    assertThat(Pools.of(NETWORK, Granularity.CHANNEL, leaving("answer", "stem")))
        .extracting(Pool::name)
        .containsExactly("mix");
    assertThat(Pools.of(NETWORK, Granularity.WEIGHT, leaving("mi*", "answer")))
        .extracting(Pool::name)
        .containsExactly("stem_W", "hidden_W");
  }

  @ParameterizedTest
  @EnumSource(Granularity.class)
  void aNameThatIsNobodysIsRefusedWithTheNearest(Granularity granularity) {
    assertThatThrownBy(() -> Pools.of(NETWORK, granularity, leaving("hiden")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no layer is called \"hiden\", which is to be left alone; nearest: hidden");
    assertThatThrownBy(() -> Pools.of(NETWORK, granularity, leaving("stem*", "cnv*")))
        .hasMessageContaining("\"cnv*\"");
  }

  @Test
  void saysWhyNothingIsLeftToPrune() {
    Network answerAlone = network(dense("answer", "input", 3, 4, "it is the network's answer"));

    assertThatThrownBy(() -> Pools.of(answerAlone, Granularity.CHANNEL, Guards.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("channel", "answer: it is the network's answer");
    assertThatThrownBy(() -> Pools.of(answerAlone, Granularity.KERNEL, Guards.NONE))
        .hasMessageContainingAll("kernel", "larger than 1x1");
    assertThatThrownBy(() -> Pools.of(answerAlone, Granularity.TWO_OF_FOUR, Guards.NONE))
        .hasMessageContainingAll("2:4", "multiple of 4");
    assertThatThrownBy(() -> Pools.of(NETWORK, Granularity.WEIGHT, leaving("*")))
        .hasMessageContainingAll("weight", "left alone", "*");
  }

  @Test
  void tellsAFewReasonsAndHowManyThereAreMore() {
    Network fixed =
        network(
            dense("a", "input", 3, 4, "reason a"),
            dense("b", "a", 4, 4, "reason b"),
            dense("c", "b", 4, 4, "reason c"),
            dense("d", "c", 4, 4, "reason d"));

    assertThatThrownBy(() -> Pools.of(fixed, Granularity.CHANNEL, Guards.NONE))
        .hasMessageContaining("a: reason a; b: reason b; c: reason c; and 1 more");
  }

  private static Guards leaving(String... names) {
    return new Guards(1, 1, List.of(names));
  }

  private static Network network(Layer... layers) {
    return new Network(Map.of("input", Shape.flat(3)), List.of(layers));
  }

  /** On a single place, so that a weight is a multiply-add. */
  private static Layer convolution(
      String name, String input, int in, int filters, int kernel, String fixed) {
    return layer(
        name, "convolution", input, in, filters, List.of(filters, in, kernel, kernel), 0, fixed);
  }

  private static Layer dense(String name, String input, int in, int neurons, String fixed) {
    return layer(name, "dense", input, in, neurons, List.of(in, neurons), 1, fixed);
  }

  private static Layer layer(
      String name,
      String type,
      String input,
      int in,
      int out,
      List<Integer> shape,
      int outputAxis,
      String fixed) {
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    Parameter weights =
        new Parameter(name + "_W", shape, outputAxis, 1 - outputAxis, Parameter.Kind.WEIGHT, size);
    return new Layer(
        name,
        type,
        List.of(input),
        new ChannelFlow.Makes(),
        Silence.KEEPS,
        false,
        Shape.flat(in),
        Shape.flat(out),
        List.of(weights),
        fixed);
  }
}
