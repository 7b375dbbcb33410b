package org.espalier.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Follows every channel through a network.
 *
 * <p>A layer that makes channels gives each a number of its own; all others pass numbers on, in the
 * order in which their {@link ChannelFlow} puts them. Numbers that meet, as in an addition, become
 * one. So what a number is found on in the end is what goes when the channel goes, however layers
 * are wired.
 */
final class ChannelWalk {
  private final Map<String, int[]> leaving = new HashMap<>();
  private final Map<String, int[]> entering = new HashMap<>();
  private final Set<String> silent = new HashSet<>();
  private final Set<String> spreading = new HashSet<>();
  private final Map<Integer, String> fixed = new LinkedHashMap<>();
  private final List<AxisUse> uses = new ArrayList<>();
  private final Map<String, int[]> made = new LinkedHashMap<>();
  private final Set<String> nonlinear = new LinkedHashSet<>();
  private final List<int[]> choices = new ArrayList<>();
  private final Map<String, Integer> needs = new HashMap<>();
  private final DisjointSets channels = new DisjointSets();

  private ChannelWalk() {}

  static ChannelMap through(Network network) {
    ChannelWalk walk = new ChannelWalk();
    network
        .inputs()
        .forEach((name, shape) -> walk.begin(name, shape.channels(), "it is the network's input"));
    network.layers().forEach(walk::pass);
    return walk.map();
  }

  private void begin(String input, int count, String why) {
    int[] channels = newChannels(count);
    leaving.put(input, channels);
    fix(channels, why);
  }

  private void pass(Layer layer) {
    List<int[]> in = layer.inputs().stream().map(this::leaving).toList();
    int[] out = flow(layer, in);
    if (out.length != layer.out().channels()) {
      throw new IllegalStateException(
          "%s (%s) gives %d channels, but %d were followed through it"
              .formatted(layer.name(), layer.type(), layer.out().channels(), out.length));
    }
    entering.put(layer.name(), in.get(0));
    leaving.put(layer.name(), out);
    if (isSilent(layer)) {
      silent.add(layer.name());
    }
    if (layer.nonlinear()) {
      nonlinear.add(layer.name());
    }
    if (layer.fixed() != null) {
      fix(out, layer.fixed());
    }
    for (Parameter parameter : layer.parameters()) {
      use(layer, parameter, parameter.outputAxis(), out, true);
      use(layer, parameter, parameter.inputAxis(), in.get(0), false);
    }
  }

  private int[] leaving(String layer) {
    int[] channels = leaving.get(layer);
    if (channels == null) {
      throw new IllegalArgumentException("no layer or input before it is called " + layer);
    }
    return channels;
  }

  private int[] flow(Layer layer, List<int[]> in) {
    ChannelFlow flow = layer.flow();
    needs.put(layer.name(), flow.least());
    if (flow instanceof ChannelFlow.Makes) {
      int[] out = newChannels(layer.out().channels());
      made.put(layer.name(), out);
      return out;
    }
    if (flow instanceof ChannelFlow.Keeps) {
      return joinEqual(layer, in);
    }
    if (flow instanceof ChannelFlow.Spreads spread) {
      int times = spread.times();
      return IntStream.range(0, in.get(0).length * times).map(i -> in.get(0)[i / times]).toArray();
    }
    if (flow instanceof ChannelFlow.Repeats repeat) {
      int count = in.get(0).length;
      return IntStream.range(0, count * repeat.times()).map(i -> in.get(0)[i % count]).toArray();
    }
    if (flow instanceof ChannelFlow.Joins) {
      return in.stream().flatMapToInt(Arrays::stream).toArray();
    }
    if (flow instanceof ChannelFlow.Takes some) {
      int[] taken = Arrays.copyOfRange(in.get(0), some.first(), some.last() + 1);
      choices.add(taken);
      return taken;
    }
    if (flow instanceof ChannelFlow.Reshapes reshape) {
      return reshaped(reshape, in.get(0));
    }
    if (flow instanceof ChannelFlow.Weighs weighs) {
      if (!silent.containsAll(layer.inputs())) {
        in.forEach(channels -> fix(channels, "%s %s".formatted(layer.name(), weighs.why())));
      }
      return joinEqual(layer, in);
    }
    return fixAll(layer, ((ChannelFlow.Fixes) flow).why(), in);
  }

  private int[] fixAll(Layer layer, String why, List<int[]> in) {
    String reason = "%s %s".formatted(layer.name(), why);
    in.forEach(channels -> fix(channels, reason));
    int[] out = newChannels(layer.out().channels());
    fix(out, reason);
    made.put(layer.name(), out);
    return out;
  }

  /** The i-th channels of all become one; a single channel that is spread over all must stay. */
  private int[] joinEqual(Layer layer, List<int[]> in) {
    int[] widest = in.stream().max((a, b) -> Integer.compare(a.length, b.length)).orElseThrow();
    for (int[] other : in) {
      if (other.length == widest.length) {
        for (int i = 0; i < widest.length; i++) {
          channels.join(widest[i], other[i]);
        }
      } else {
        fix(other, "%s spreads it over all channels".formatted(layer.name()));
        spreading.add(layer.name());
      }
    }
    return widest;
  }

  private int[] reshaped(ChannelFlow.Reshapes reshape, int[] in) {
    int[] from = channelOfValue(reshape.from(), reshape.read());
    int[] to = channelOfValue(reshape.to(), reshape.laid());
    int[] out = new int[reshape.to().channels()];
    Arrays.fill(out, -1);
    for (int value = 0; value < to.length; value++) {
      int channel = in[from[value]];
      if (out[to[value]] < 0) {
        out[to[value]] = channel;
      } else {
        channels.join(out[to[value]], channel);
      }
    }
    return out;
  }

  /** For each value of an image that is read as one row, the channel it lies in. */
  private static int[] channelOfValue(Shape shape, Layout layout) {
    int count = shape.channels();
    int area = shape.height() * shape.width();
    return IntStream.range(0, count * area)
        .map(value -> layout == Layout.CHANNELS_FIRST ? value / area : value % count)
        .toArray();
  }

  private boolean isSilent(Layer layer) {
    return switch (layer.silence()) {
      case MAKES -> true;
      case KEEPS -> silent.containsAll(layer.inputs()) && !spreading.contains(layer.name());
      case BREAKS -> false;
    };
  }

  private void use(Layer layer, Parameter parameter, int axis, int[] channels, boolean output) {
    if (axis == Parameter.NONE) {
      return;
    }
    int length = parameter.shape().get(axis);
    int block = length / channels.length;
    if (block * channels.length != length) {
      throw new IllegalStateException(
          "%s has %d entries along axis %d for %d channels"
              .formatted(parameter.name(), length, axis, channels.length));
    }
    int[] owners = IntStream.range(0, length).map(entry -> channels[entry / block]).toArray();
    uses.add(new AxisUse(layer, parameter, axis, owners, output));
  }

  private int[] newChannels(int count) {
    return IntStream.range(0, count).map(i -> channels.add()).toArray();
  }

  private void fix(int[] some, String why) {
    for (int channel : some) {
      fixed.putIfAbsent(channel, why);
    }
  }

  private ChannelMap map() {
    Map<Integer, String> reasons = new HashMap<>();
    fixed.forEach((channel, why) -> reasons.putIfAbsent(channels.find(channel), why));
    return new ChannelMap(
        channels.count(),
        uses.stream().map(use -> use.with(found(use.owners()))).toList(),
        found(entering),
        found(leaving),
        found(made),
        nonlinear,
        choices.stream().map(this::found).toList(),
        needs,
        reasons);
  }

  private Map<String, int[]> found(Map<String, int[]> numbers) {
    Map<String, int[]> found = new LinkedHashMap<>();
    numbers.forEach((name, some) -> found.put(name, found(some)));
    return found;
  }

  private int[] found(int[] numbers) {
    return Arrays.stream(numbers).map(channels::find).toArray();
  }
}
