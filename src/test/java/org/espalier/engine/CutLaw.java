package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.engine.net.InputFormat;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.surgery.Mask;
import org.espalier.engine.surgery.Surgery;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Remainder;
import org.espalier.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Law 1 for one network, and what goes with it: the original stays as it is, sizes come out as
 * predicted, fixed channels stay, a cut model can be saved and cut again.
 */
final class CutLaw {
  /** Of the largest output where that is larger than 1: floats have no more digits than that. */
  static final double TOLERANCE = 1e-5;

  private static final int IMAGES = 3;

  private final Net net;
  private final Map<String, Shape> inputs;
  private final Network network;
  private final INDArray[] images;
  private final long seed;

  /** What one check has seen. */
  record Seen(int groups, double difference, boolean ablated) {}

  private CutLaw(Net net, Map<String, Shape> inputs, long seed) {
    this.net = net;
    this.inputs = inputs;
    this.network = NetworkReader.read(net, inputs);
    this.images = images(net, inputs, seed);
    this.seed = seed;
  }

  /** Checks a network that a recipe makes. */
  static Seen check(Recipe recipe) {
    MadeNetwork made = NetworkMaker.make(recipe);
    RandomParameters.fill(made.net(), recipe.seed());
    CutLaw law = new CutLaw(made.net(), made.inputs(), recipe.seed());
    return law.check(made.zeroStays());
  }

  private Seen check(boolean zeroStays) {
    INDArray[] before = output(net);
    assertSaysSomething(before);
    String configuration = net.configuration();
    Map<String, BitSet> kept = someChannels(network, seed);

    Net cut = Surgery.cut(net, network, kept);

    double difference = assertSame("cut against masked", output(cut), output(masked(kept)));
    assertSame("the original", output(net), before);
    assertThat(net.configuration()).as("the original's configuration").isEqualTo(configuration);
    assertSizes(cut, kept);
    if (zeroStays) {
      assertSame("cut against filters zeroed by hand", output(cut), output(ablated(kept)));
    }
    Net restored = ModelFile.read(ModelFile.checkpoint(cut));
    assertSame("cut, saved and restored", output(restored), output(cut));
    cutAgain(restored);
    return new Seen(network.channelGroups().size(), difference, zeroStays);
  }

  private void cutAgain(Net once) {
    CutLaw law = new CutLaw(once, inputs, seed + 1);
    Map<String, BitSet> kept = someChannels(law.network, seed + 1);
    assertSame(
        "cut twice against cut and masked",
        output(Surgery.cut(once, law.network, kept)),
        output(law.masked(kept)));
  }

  private void assertSizes(Net cut, Map<String, BitSet> kept) {
    Remainder remainder = network.remainder(kept);
    Network after = NetworkReader.read(cut, inputs);
    long predicted = 0;
    for (Parameter parameter : network.parameters()) {
      Map<Integer, int[]> staying = remainder.entries(parameter.name());
      long size = 1;
      for (int axis = 0; axis < parameter.shape().size(); axis++) {
        size *= staying.containsKey(axis) ? staying.get(axis).length : parameter.shape().get(axis);
      }
      predicted += size;
    }
    assertThat(cut.flat().length()).as("parameters as predicted").isEqualTo(predicted);
    assertThat(after.cost().parameters()).as("parameters as read").isEqualTo(predicted);
    Map<String, Layer> layers = new HashMap<>();
    after.layers().forEach(layer -> layers.put(layer.name(), layer));
    for (Layer layer : network.layers()) {
      assertThat(layers.get(layer.name()).out().channels())
          .as("channels of %s", layer.name())
          .isEqualTo(remainder.outOf(layer.name()));
      if (layer.fixed() != null) {
        assertThat(remainder.outOf(layer.name())).isEqualTo(layer.out().channels());
      }
    }
    for (ChannelGroup group : network.channelGroups()) {
      assertThat(group.channels()).as("channels of %s", group.name()).isPositive();
    }
  }

  private Net masked(Map<String, BitSet> kept) {
    Net masked = net.copy();
    Mask.ofChannels(masked, network, kept).apply(masked);
    return masked;
  }

  /** Only what makes the channels is zero; what reads them is left as it is. */
  private Net ablated(Map<String, BitSet> kept) {
    Net ablated = net.copy();
    Remainder remainder = network.remainder(kept);
    for (Parameter parameter : network.parameters()) {
      boolean makes =
          List.of("W", "pW", "b", "gamma", "beta")
              .contains(parameter.name().substring(parameter.name().lastIndexOf('_') + 1));
      int[] staying = remainder.entries(parameter.name()).get(parameter.outputAxis());
      if (makes && staying != null) {
        silence(ablated.parameter(parameter.name()), parameter.outputAxis(), staying);
      }
    }
    return ablated;
  }

  private static void silence(INDArray array, int axis, int[] staying) {
    int own = array.rank() == 1 ? 0 : axis;
    for (long value = 0; value < array.length(); value++) {
      long[] at = coordinates(array.shape(), value);
      if (Arrays.binarySearch(staying, (int) at[own]) < 0) {
        array.putScalar(at, 0);
      }
    }
  }

  private static long[] coordinates(long[] shape, long value) {
    return org.nd4j.linalg.api.shape.Shape.ind2subC(shape, value);
  }

  /** Of copies of the images: in DL4J an activation behind an input changes what was put in. */
  private INDArray[] output(Net some) {
    INDArray[] copies = Arrays.stream(images).map(INDArray::dup).toArray(INDArray[]::new);
    INDArray[] outputs =
        some.model() instanceof ComputationGraph graph
            ? graph.output(copies)
            : some.output(copies[0]);
    return Arrays.stream(outputs).map(INDArray::dup).toArray(INDArray[]::new);
  }

  private static void assertSaysSomething(INDArray[] outputs) {
    for (INDArray output : outputs) {
      assertThat(output.isNaN().any()).as("some output is NaN").isFalse();
      assertThat(output.isInfinite().any()).as("some output is infinite").isFalse();
    }
    double largest =
        Arrays.stream(outputs)
            .mapToDouble(output -> output.amaxNumber().doubleValue())
            .max()
            .orElse(0);
    assertThat(largest).as("the outputs say something").isGreaterThan(1e-4);
  }

  private static double assertSame(String what, INDArray[] actual, INDArray[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i].shape())
          .as("shape of output %d, %s", i, what)
          .isEqualTo(expected[i].shape());
      double scale = Math.max(1, expected[i].amaxNumber().doubleValue());
      double difference = actual[i].sub(expected[i]).amaxNumber().doubleValue() / scale;
      worst = Math.max(worst, difference);
      assertThat(difference).as("output %d, %s", i, what).isLessThanOrEqualTo(TOLERANCE);
    }
    return worst;
  }

  private static INDArray[] images(Net net, Map<String, Shape> inputs, long seed) {
    RandomGenerator random = Recipe.generator(seed);
    ToIntFunction<Shape> size = shape -> Math.toIntExact(shape.size());
    return inputs.entrySet().stream()
        .map(
            input -> {
              Shape shape = input.getValue();
              float[] values = new float[IMAGES * size.applyAsInt(shape)];
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
              }
              return InputFormat.of(net.topology(), input.getKey())
                  .shaped(Nd4j.createFromArray(values).reshape(IMAGES, -1), shape);
            })
        .toArray(INDArray[]::new);
  }

  /** Of each group as many as chance will have it, at least one. */
  static Map<String, BitSet> someChannels(Network network, long seed) {
    RandomGenerator random = Recipe.generator(seed);
    Map<String, BitSet> kept = new HashMap<>();
    for (ChannelGroup group : network.channelGroups()) {
      BitSet channels = new BitSet();
      double share = random.nextDouble(0.1, 0.9);
      for (int channel = 0; channel < group.channels(); channel++) {
        channels.set(channel, random.nextDouble() < share);
      }
      while (channels.cardinality() < group.least()) {
        channels.set(random.nextInt(group.channels()));
      }
      kept.put(group.name(), channels);
    }
    return kept;
  }
}
