package org.espalier.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where every channel of a network is found. Channels go by numbers; those that must go together
 * have the same.
 */
final class ChannelMap {
  private final List<AxisUse> uses;
  private final Map<String, int[]> entering;
  private final Map<String, int[]> leaving;
  private final Map<String, int[]> made;
  private final Set<String> bending;
  private final List<int[]> choices;
  private final Map<String, Integer> needs;
  private final Map<Integer, String> reasons;
  private final Map<String, Map<Integer, List<Integer>>> outputs = new HashMap<>();
  private final Map<ChannelGroup, int[]> members = new LinkedHashMap<>();

  /**
   * Groups channels that are found in the same places.
   *
   * @param uses all axes that run over channels
   * @param entering the channels that flow into each layer
   * @param leaving those that flow out of each layer or input
   * @param made those that each layer makes, in network order
   * @param bending layers that end in an activation function
   * @param choices channels that some layer picks out: of those that it takes and those that it
   *     leaves, some must stay each
   * @param needs how many channels must flow into a layer
   * @param reasons why channels cannot be cut
   */
  ChannelMap(
      List<AxisUse> uses,
      Map<String, int[]> entering,
      Map<String, int[]> leaving,
      Map<String, int[]> made,
      Set<String> bending,
      List<int[]> choices,
      Map<String, Integer> needs,
      Map<Integer, String> reasons) {
    this.uses = uses;
    this.entering = entering;
    this.leaving = leaving;
    this.made = made;
    this.bending = bending;
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
    Set<Integer> gone = new LinkedHashSet<>();
    members.forEach(
        (group, channels) -> {
          BitSet staying = kept.get(group.name());
          for (int i = 0; staying != null && i < channels.length; i++) {
            if (!staying.get(i)) {
              gone.add(channels[i]);
            }
          }
        });
    return new Remainder(gone, uses, entering, leaving);
  }

  private void group() {
    Map<Integer, Map<Integer, List<Integer>>> places = places();
    Map<String, List<Integer>> alike = new LinkedHashMap<>();
    for (int[] channels : made.values()) {
      for (int channel : channels) {
        if (!reasons.containsKey(channel)) {
          List<Integer> same =
              alike.computeIfAbsent(
                  signature(places.get(channel)) + chosen(channel), key -> new ArrayList<>());
          same.add(channel);
        }
      }
    }
    Map<String, Integer> names = new HashMap<>();
    alike
        .values()
        .forEach(
            some -> {
              int[] channels = some.stream().mapToInt(Integer::intValue).distinct().toArray();
              members.put(groupOf(channels, places, names), channels);
            });
  }

  /** For each channel the entries it owns, by the position of the use in {@link #uses}. */
  private Map<Integer, Map<Integer, List<Integer>>> places() {
    Map<Integer, Map<Integer, List<Integer>>> places = new HashMap<>();
    for (int use = 0; use < uses.size(); use++) {
      int[] owners = uses.get(use).owners();
      for (int entry = 0; entry < owners.length; entry++) {
        places
            .computeIfAbsent(owners[entry], channel -> new TreeMap<>())
            .computeIfAbsent(use, key -> new ArrayList<>())
            .add(entry);
      }
    }
    return places;
  }

  private static String signature(Map<Integer, List<Integer>> places) {
    return places.entrySet().stream()
        .map(place -> place.getKey() + "x" + place.getValue().size())
        .collect(Collectors.joining(","));
  }

  /** By which layers a channel is picked out, and how often. */
  private List<Long> chosen(int channel) {
    return choices.stream()
        .map(choice -> Arrays.stream(choice).filter(one -> one == channel).count())
        .toList();
  }

  private ChannelGroup groupOf(
      int[] channels,
      Map<Integer, Map<Integer, List<Integer>>> places,
      Map<String, Integer> names) {
    List<Slice> filters = new ArrayList<>();
    List<Slice> slices = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    String maker = null;
    for (int use : places.get(channels[0]).keySet()) {
      AxisUse axis = uses.get(use);
      Slice slice = slice(axis, use, channels, places);
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
        least(channels),
        filters,
        slices,
        maps(channels),
        String.join(", ", labels));
  }

  /**
   * What else flows into a layer stays, too, with one channel at least; so that only a layer into
   * which nothing else flows can need more than the last channel.
   */
  private int least(int[] channels) {
    Set<Integer> group = Arrays.stream(channels).boxed().collect(Collectors.toSet());
    int least = 1;
    for (Map.Entry<String, Integer> need : needs.entrySet()) {
      int[] in = entering.get(need.getKey());
      if (Arrays.stream(in).allMatch(group::contains)) {
        int each = in.length / channels.length;
        least = Math.max(least, (need.getValue() + each - 1) / each);
      }
    }
    return Math.min(least, channels.length);
  }

  private List<FeatureMap> maps(int[] channels) {
    List<FeatureMap> behindActivations = maps(channels, bending);
    return behindActivations.isEmpty() ? maps(channels, made.keySet()) : behindActivations;
  }

  private List<FeatureMap> maps(int[] channels, Set<String> layers) {
    return layers.stream()
        .filter(layer -> outputsOf(layer).containsKey(channels[0]))
        .flatMap(layer -> map(layer, channels).stream())
        .toList();
  }

  /** Nothing where the layer gives some of the channels more often than others. */
  private Optional<FeatureMap> map(String layer, int[] channels) {
    Map<Integer, List<Integer>> outputs = outputsOf(layer);
    int block = outputs.get(channels[0]).size();
    int[] positions =
        Arrays.stream(channels)
            .mapToObj(channel -> outputs.getOrDefault(channel, List.of()))
            .flatMap(List::stream)
            .mapToInt(Integer::intValue)
            .toArray();
    return positions.length == block * channels.length
        ? Optional.of(new FeatureMap(layer, block, positions))
        : Optional.empty();
  }

  /** For each channel that leaves a layer, which of the layer's outputs it is. */
  private Map<Integer, List<Integer>> outputsOf(String layer) {
    return outputs.computeIfAbsent(
        layer,
        name -> {
          Map<Integer, List<Integer>> found = new HashMap<>();
          int[] leaves = leaving.get(name);
          for (int output = 0; output < leaves.length; output++) {
            found.computeIfAbsent(leaves[output], channel -> new ArrayList<>()).add(output);
          }
          return found;
        });
  }

  private static Slice slice(
      AxisUse axis, int use, int[] channels, Map<Integer, Map<Integer, List<Integer>>> places) {
    int block = places.get(channels[0]).get(use).size();
    int[] entries = new int[channels.length * block];
    int next = 0;
    for (int channel : channels) {
      for (int entry : places.get(channel).get(use)) {
        entries[next++] = entry;
      }
    }
    return new Slice(axis.parameter(), axis.axis(), block, entries);
  }
}
