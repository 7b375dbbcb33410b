package org.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelWalkTest {
  private static final ChannelFlow ADD = new ChannelFlow.Keeps();
  private static final ChannelFlow MERGE = new ChannelFlow.Joins();

  @Test
  void additionCouplesTheChannelsThatItAdds() {
    Network network =
        Networks.on(3, 4, 4)
            .convolution("a", 6)
            .convolution("b", 6)
            .from("a", "b")
            .layer("add", ADD, new Shape(6, 4, 4))
            .convolution("c", 5)
            .dense("out", 2)
            .network();

    assertThat(names(network)).containsExactly("a", "c");
    assertThat(slices(network, "a"))
        .containsExactly("a_W[0]x1", "a_b[1]x1", "b_W[0]x1", "b_W[1]x1", "b_b[1]x1", "c_W[1]x1");
    assertThat(group(network, "a").filters())
        .extracting(Slice::toString)
        .containsExactly("a_W axis 0", "b_W axis 0");
  }

  @Test
  void mergeLaysChannelsBehindEachOther() {
    Network network =
        Networks.on(3, 4, 4)
            .convolution("a", 2)
            .from("input")
            .convolution("b", 3)
            .from("a", "b")
            .layer("merge", MERGE, new Shape(5, 4, 4))
            .convolution("c", 4)
            .dense("out", 2)
            .network();

    assertThat(entries(network, "a", "c_W")).containsExactly(0, 1);
    assertThat(entries(network, "b", "c_W")).containsExactly(2, 3, 4);
  }

  @Test
  void anAdditionBehindAMergeCouplesEachPartWithItsOwn() {
    Network network =
        Networks.on(3, 4, 4)
            .convolution("a", 2)
            .from("input")
            .convolution("b", 3)
            .from("a", "b")
            .layer("merge", MERGE, new Shape(5, 4, 4))
            .from("input")
            .convolution("c", 5)
            .from("merge", "c")
            .layer("add", ADD, new Shape(5, 4, 4))
            .convolution("d", 4)
            .dense("out", 2)
            .network();

    assertThat(names(network)).containsExactly("a", "b", "d");
    assertThat(entries(network, "a", "c_W")).containsExactly(0, 1);
    assertThat(entries(network, "b", "c_W")).containsExactly(2, 3, 4);
  }

  @Test
  void aSubsetOfAMergeTakesFromBothAndLeavesSomeOfEachOnBothSides() {
    Network network =
        Networks.on(3, 4, 4)
            .convolution("a", 3)
            .from("input")
            .convolution("b", 3)
            .from("a", "b")
            .layer("merge", MERGE, new Shape(6, 4, 4))
            .layer("subset", new ChannelFlow.Takes(1, 3), new Shape(3, 4, 4))
            .convolution("c", 4)
            .dense("out", 2)
            .network();

    assertThat(names(network)).containsExactly("a", "a#2", "b", "b#2", "c");
    assertThat(entries(network, "a#2", "a_W")).containsExactly(1, 2);
    assertThat(entries(network, "a#2", "c_W")).containsExactly(0, 1);
    assertThat(entries(network, "b", "b_W")).containsExactly(0);
    assertThat(entries(network, "b", "c_W")).containsExactly(2);
  }

  @Test
  void whatSubsetsTakeIsAGroupOfItsOwnEvenWhereAllOfItIsReadAlike() {
    Network network =
        Networks.on(3, 4, 4)
            .convolution("a", 6)
            .layer("first", new ChannelFlow.Takes(0, 2), new Shape(3, 4, 4))
            .from("a")
            .layer("second", new ChannelFlow.Takes(3, 5), new Shape(3, 4, 4))
            .from("second", "first")
            .layer("merge", MERGE, new Shape(6, 4, 4))
            .convolution("c", 4)
            .dense("out", 2)
            .network();

    assertThat(names(network)).containsExactly("a", "a#2", "c");
    assertThat(entries(network, "a", "c_W")).containsExactly(3, 4, 5);
    assertThat(entries(network, "a#2", "c_W")).containsExactly(0, 1, 2);
  }

  @Test
  void channelsFirstFlattensMapByMapChannelsLastPositionByPosition() {
    Shape maps = new Shape(3, 1, 2);
    Network network =
        Networks.on(3, 1, 2)
            .convolution("a", 3)
            .layer("flatten1", flattening(maps, Layout.CHANNELS_FIRST), Shape.flat(6))
            .from("input")
            .convolution("b", 3)
            .layer("flatten2", flattening(maps, Layout.CHANNELS_LAST), Shape.flat(6))
            .from("flatten1", "flatten2")
            .layer("merge", MERGE, Shape.flat(12))
            .dense("c", 4)
            .dense("out", 2)
            .network();

    assertThat(entries(network, "a", "c_W")).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(entries(network, "b", "c_W")).containsExactly(6, 9, 7, 10, 8, 11);
  }

  @Test
  void neuronsThatBecomeOneMapGoTogether() {
    Network network =
        Networks.on(5, 1, 1)
            .dense("a", 8)
            .layer("unflatten", rows(Shape.flat(8), new Shape(2, 2, 2)), new Shape(2, 2, 2))
            .convolution("c", 4)
            .dense("out", 2)
            .network();

    assertThat(group(network, "a").channels()).isEqualTo(2);
    assertThat(slices(network, "a")).containsExactly("a_W[1]x4", "a_b[1]x4", "c_W[1]x1");
  }

  @Test
  void mapsThatOverlapInAReshapeGoTogether() {
    Shape from = new Shape(4, 1, 3);
    Shape to = new Shape(3, 2, 2);
    Network network =
        Networks.on(5, 1, 3)
            .convolution("a", 4)
            .layer("reshape", rows(from, to), to)
            .convolution("c", 4)
            .dense("out", 2)
            .network();

    assertThat(names(network)).as("all of a is one channel").containsExactly("a", "c");
    assertThat(group(network, "a").channels()).isEqualTo(1);
    assertThat(slices(network, "a")).containsExactly("a_W[0]x4", "a_b[1]x4", "c_W[1]x3");
  }

  @Test
  void depthwiseSpreadsAChannelOverItsNeighbours() {
    Network network =
        Networks.on(3, 4, 4)
            .convolution("a", 2)
            .depthwise("d", 3)
            .convolution("c", 4)
            .dense("out", 2)
            .network();

    assertThat(slices(network, "a"))
        .containsExactly("a_W[0]x1", "a_b[1]x1", "d_W[2]x1", "d_b[1]x3", "c_W[1]x3");
    assertThat(group(network, "a").channels()).isEqualTo(2);
    assertThat(entries(network, "a", "c_W")).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(names(network)).doesNotContain("d");
  }

  @Test
  void separableReadsAChannelTwiceAndNeedsTwo() {
    Network network =
        Networks.on(3, 4, 4).convolution("a", 4).separable("s", 5, 2).dense("out", 2).network();

    assertThat(slices(network, "a"))
        .containsExactly("a_W[0]x1", "a_b[1]x1", "s_W[1]x1", "s_pW[1]x2");
    assertThat(group(network, "a").least()).isEqualTo(2);
    assertThat(group(network, "s").least()).isEqualTo(1);
    assertThat(group(network, "s").filters())
        .extracting(Slice::toString)
        .containsExactly("s_pW axis 0");
  }

  @Test
  void spaceToDepthRepeatsTheWholeSet() {
    Network network =
        Networks.on(3, 4, 4)
            .convolution("a", 2)
            .layer("depth", new ChannelFlow.Repeats(4), new Shape(8, 2, 2))
            .convolution("c", 4)
            .dense("out", 2)
            .network();

    assertThat(entries(network, "a", "c_W")).containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
  }

  @Test
  void aLayerThatSeveralReadOwnsTheInputsOfAll() {
    Network network =
        Networks.on(3, 4, 4)
            .convolution("a", 4)
            .convolution("b", 5)
            .from("a")
            .convolution("c", 6)
            .from("b", "c")
            .layer("merge", MERGE, new Shape(11, 4, 4))
            .dense("out", 2)
            .network();

    assertThat(slices(network, "a")).contains("b_W[1]x1", "c_W[1]x1");
  }

  @Test
  void anOpaqueTypeFixesWhatReachesItAndSaysItsName() {
    Network network =
        Networks.on(3, 4, 4)
            .convolution("a", 4)
            .opaque("custom")
            .convolution("c", 4)
            .dense("out", 2)
            .network();

    assertThat(names(network)).containsExactly("c");
    assertThat(network.fixedChannels())
        .containsEntry("a", "custom is of an unknown type")
        .containsEntry("custom", "custom is of an unknown type")
        .containsEntry("out", "it is the network's answer");
  }

  @Test
  void whatIsAddedToTheInputStays() {
    Network network =
        Networks.on(3, 4, 4)
            .convolution("a", 3)
            .from("a", "input")
            .layer("add", ADD, new Shape(3, 4, 4))
            .convolution("c", 4)
            .dense("out", 2)
            .network();

    assertThat(names(network)).containsExactly("c");
    assertThat(network.fixedChannels()).contains(entry("a", "it is the network's input"));
  }

  @Test
  void oneChannelThatIsAddedToAllStays() {
    Network network =
        Networks.on(3, 1, 1)
            .dense("a", 4)
            .layer("one", new ChannelFlow.Takes(2, 2), Shape.flat(1))
            .from("a", "one")
            .layer("add", ADD, Shape.flat(4))
            .dense("out", 2)
            .network();

    assertThat(group(network, "a").channels()).isEqualTo(3);
    assertThat(network.fixedChannels()).containsEntry("a", "add spreads it over all channels");
  }

  @Test
  void aNormOverAllChannelsFixesThemOnlyWhereASilentOneSaysSomething() {
    ChannelFlow norm = new ChannelFlow.Weighs("divides by a norm");
    Shape maps = new Shape(4, 4, 4);
    Network silent = normalised(norm, Silence.KEEPS, Silence.MAKES, maps);
    Network speaking = normalised(norm, Silence.BREAKS, Silence.MAKES, maps);

    assertThat(names(silent)).contains("a");
    assertThat(names(speaking)).doesNotContain("a");
    assertThat(speaking.fixedChannels()).containsEntry("a", "norm divides by a norm");
  }

  /** A maker of channels, an activation, a norm over all of them. */
  private static Network normalised(ChannelFlow norm, Silence behind, Silence maker, Shape maps) {
    return Networks.on(3, 4, 4)
        .convolution("a", 4)
        .layer("scale", new ChannelFlow.Keeps(), maker, maps)
        .layer("activation", new ChannelFlow.Keeps(), behind, maps)
        .layer("norm", norm, maps)
        .dense("out", 2)
        .network();
  }

  @Test
  void aRemainderCountsWhatIsLeftOnBothSidesOfALayer() {
    Network network =
        Networks.on(3, 4, 4)
            .convolution("a", 4)
            .convolution("b", 5)
            .from("a", "b")
            .layer("merge", MERGE, new Shape(9, 4, 4))
            .layer("subset", new ChannelFlow.Takes(2, 5), new Shape(4, 4, 4))
            .dense("out", 2)
            .network();
    Remainder remainder = network.remainder(Map.of("a", bits(1), "b", bits(0)));

    assertThat(remainder.outOf("a")).isEqualTo(3);
    assertThat(remainder.into("b")).isEqualTo(3);
    assertThat(remainder.outOf("b")).isEqualTo(4);
    assertThat(remainder.outOf("merge")).isEqualTo(7);
    assertThat(remainder.into("subset", 2)).isEqualTo(1);
    assertThat(remainder.outOf("subset")).isEqualTo(3);
    assertThat(remainder.touches("a")).isTrue();
    assertThat(remainder.entries("a_W").get(0)).containsExactly(0, 2, 3);
    assertThat(remainder.entries("b_W").get(1)).containsExactly(0, 2, 3);
    assertThat(remainder.entries("out_W").get(0)).hasSize(3 * 16);
    assertThat(remainder.entries("out_b")).isEmpty();
  }

  private static ChannelFlow flattening(Shape maps, Layout layout) {
    Shape flat = Shape.flat((int) maps.size());
    return new ChannelFlow.Reshapes(maps, layout, flat, Layout.CHANNELS_FIRST);
  }

  private static ChannelFlow rows(Shape from, Shape to) {
    return new ChannelFlow.Reshapes(from, Layout.CHANNELS_FIRST, to, Layout.CHANNELS_FIRST);
  }

  private static List<String> names(Network network) {
    return network.channelGroups().stream().map(ChannelGroup::name).toList();
  }

  private static ChannelGroup group(Network network, String name) {
    return network.channelGroups().stream()
        .filter(group -> group.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is none of " + names(network)));
  }

  /** Each as {@code parameter[axis]xblock}. */
  private static List<String> slices(Network network, String group) {
    return group(network, group).slices().stream()
        .map(slice -> "%s[%d]x%d".formatted(slice.parameter().name(), slice.axis(), slice.block()))
        .toList();
  }

  /** What a group owns of a parameter, channel by channel. */
  private static List<Integer> entries(Network network, String group, String parameter) {
    ChannelGroup some = group(network, group);
    return some.slices().stream()
        .filter(slice -> slice.parameter().name().equals(parameter))
        .flatMap(
            slice ->
                IntStream.range(0, some.channels())
                    .boxed()
                    .flatMap(channel -> slice.entries(channel).stream()))
        .toList();
  }

  private static BitSet bits(int... but) {
    BitSet bits = new BitSet();
    bits.set(0, 16);
    for (int bit : but) {
      bits.clear(bit);
    }
    return bits;
  }
}
