package org.espalier.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where every channel of a network is found. Channels go by numbers; those that must go together
 * have the same.
 */
final class ChannelMap {
  private final int channels;
  private final List<AxisUse> uses;
  private final Map<String, int[]> entering;
  private final Map<String, int[]> leaving;
  private final Map<String, int[]> made;
  private final Set<String> nonlinear;
  private final List<int[]> choices;
  private final Map<String, Integer> needs;
  private final Map<Integer, String> reasons;
  private final Map<String, Places> outputs = new HashMap<>();
  private final Map<ChannelGroup, int[]> members = new LinkedHashMap<>();

  /**
   * Groups channels that are found in the same places.
   *
   * @param channels how many numbers there are, from 0
   * @param uses all axes that run over channels
   * @param entering the channels that flow into each layer
   * @param leaving those that flow out of each layer or input
   * @param made those that each layer makes, in network order
   * @param nonlinear layers that end in an activation function
   * @param choices channels that some layer picks out: of those that it takes and those that it
   *     leaves, some must stay each
   * @param needs how many channels must flow into a layer
   * @param reasons why channels cannot be cut
   */
  ChannelMap(
      int channels,
      List<AxisUse> uses,
      Map<String, int[]> entering,
      Map<String, int[]> leaving,
      Map<String, int[]> made,
      Set<String> nonlinear,
      List<int[]> choices,
      Map<String, Integer> needs,
      Map<Integer, String> reasons) {
    this.channels = channels;
    this.uses = uses;
    this.entering = entering;
    this.leaving = leaving;
    this.made = made;
    this.nonlinear = nonlinear;
    this.choices = choices;
    this.needs = needs;
    this.reasons = reasons;
    group();
  }

  List<ChannelGroup> groups() {
    return List.copyOf(members.keySet());
  }

  Map<String, String> fixed() {
    Map<String, String> fixed = new LinkedHashMap<>();
    made.forEach(
        (layer, channels) -> {
          for (int channel : channels) {
            String reason = reasons.get(channel);
            if (reason != null) {
              fixed.putIfAbsent(layer, reason);
            }
          }
        });
    return fixed;
  }

  Remainder remainder(Map<String, BitSet> kept) {
    BitSet gone = new BitSet(channels);
    members.forEach(
        (group, some) -> {
          BitSet staying = kept.get(group.name());
          for (int i = 0; staying != null && i < some.length; i++) {
            if (!staying.get(i)) {
              gone.set(some[i]);
            }
          }
        });
    return new Remainder(gone, uses, entering, leaving);
  }

  private void group() {
    Map<Integer, IntStream.Builder> alike = new LinkedHashMap<>();
    Partition partition = partition();
    for (int[] channels : made.values()) {
      for (int channel : channels) {
        if (!reasons.containsKey(channel)) {
          alike
              .computeIfAbsent(partition.classOf(channel), key -> IntStream.builder())
              .add(channel);
        }
      }
    }
    List<int[]> groups =
        alike.values().stream().map(some -> some.build().distinct().toArray()).toList();
    Whereabouts whereabouts = new Whereabouts(groups);
    Map<String, Integer> names = new HashMap<>();
    groups.forEach(some -> members.put(groupOf(some, whereabouts, names), some));
  }

  /** Where the first channel of each group is found, and so all of them. */
  private final class Whereabouts {
    final Holders<AxisUse> uses;
    final Holders<String> activated;
    final Holders<String> made;
    final Holders<String> needed;
    private final Map<AxisUse, Places> places = new HashMap<>();

    Whereabouts(List<int[]> groups) {
      BitSet firsts = new BitSet();
      groups.forEach(some -> firsts.set(some[0]));
      uses = new Holders<>(firsts);
      ChannelMap.this.uses.forEach(use -> uses.add(use, use.owners()));
      activated = leaving(nonlinear, firsts);
      made = leaving(ChannelMap.this.made.keySet(), firsts);
      needed = new Holders<>(firsts);
      needs.forEach(
          (layer, count) -> {
            if (count > 1) {
              needed.add(layer, entering.get(layer));
            }
          });
    }

    private Holders<String> leaving(Set<String> layers, BitSet firsts) {
      Holders<String> holders = new Holders<>(firsts);
      layers.forEach(layer -> holders.add(layer, leaving.get(layer)));
      return holders;
    }

    Places places(AxisUse use) {
      return places.computeIfAbsent(use, some -> new Places(some.owners()));
    }
  }

  /** Channels that own as many entries as each other everywhere, and are picked out as often. */
  private Partition partition() {
    Partition partition = new Partition(channels);
    uses.forEach(use -> partition.divide(use.owners()));
    choices.forEach(partition::divide);
    return partition;
  }

  private ChannelGroup groupOf(
      int[] channels, Whereabouts whereabouts, Map<String, Integer> names) {
    List<Slice> filters = new ArrayList<>();
    List<Slice> slices = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    String maker = null;
    for (AxisUse axis : whereabouts.uses.of(channels[0])) {
      Places places = whereabouts.places(axis);
      int block = places.count(channels[0]);
      Slice slice = new Slice(axis.parameter(), axis.axis(), block, places.of(channels));
      slices.add(slice);
      labels.add(axis.label());
      if (axis.makes()) {
        filters.add(slice);
        maker = maker == null ? axis.layer().name() : maker;
      }
    }
    Collections.sort(labels);
    int earlier = names.merge(maker, 1, Integer::sum);
    String name = earlier == 1 ? maker : maker + "#" + earlier;
    return new ChannelGroup(
        name,
        channels.length,
        least(channels, whereabouts.needed.of(channels[0])),
        filters,
        slices,
        maps(channels, whereabouts),
        String.join(", ", labels));
  }

  /**
   * What else flows into a layer stays, too, with one channel at least; so that only a layer into
   * which nothing else flows can need more than the last channel.
   */
  private int least(int[] channels, List<String> needed) {
    Places group = new Places(channels);
    int least = 1;
    for (String layer : needed) {
      int[] in = entering.get(layer);
      if (Arrays.stream(in).allMatch(channel -> group.count(channel) > 0)) {
        int each = in.length / channels.length;
        least = Math.max(least, (needs.get(layer) + each - 1) / each);
      }
    }
    return Math.min(least, channels.length);
  }

  private List<FeatureMap> maps(int[] channels, Whereabouts whereabouts) {
    List<FeatureMap> behindActivations = maps(channels, whereabouts.activated);
    return behindActivations.isEmpty() ? maps(channels, whereabouts.made) : behindActivations;
  }

  private List<FeatureMap> maps(int[] channels, Holders<String> layers) {
    return layers.of(channels[0]).stream().flatMap(layer -> map(layer, channels).stream()).toList();
  }

  /** Nothing where the layer gives some of the channels more often than others. */
  private Optional<FeatureMap> map(String layer, int[] channels) {
    int block = outputsOf(layer).count(channels[0]);
    int[] positions = outputsOf(layer).of(channels);
    return positions.length == block * channels.length
        ? Optional.of(new FeatureMap(layer, block, positions))
        : Optional.empty();
  }

  /** For each channel that leaves a layer, which of the layer's outputs it is. */
  private Places outputsOf(String layer) {
    return outputs.computeIfAbsent(layer, name -> new Places(leaving.get(name)));
  }
}
