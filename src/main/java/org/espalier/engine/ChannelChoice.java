package org.espalier.engine;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Network;
import org.espalier.network.Slice;

/**
 * Which entries of each parameter's axes belong to the channels that stay.
 *
 * @param entries by parameter name and axis; an axis that is not there stays whole
 */
record ChannelChoice(Map<String, Map<Integer, int[]>> entries) {
  /**
   * Carries the channels of groups over to the axes of all parameters that hold a slice of them.
   *
   * @param kept channels that stay, by group name; a group that is not there stays whole
   */
  static ChannelChoice of(Network network, Map<String, BitSet> kept) {
    Map<String, Map<Integer, int[]>> entries = new HashMap<>();
    for (ChannelGroup group : network.channelGroups()) {
      BitSet channels = kept.get(group.name());
      if (channels != null) {
        for (Slice slice : group.slices()) {
          entries
              .computeIfAbsent(slice.parameter().name(), name -> new HashMap<>())
              .put(slice.axis(), entriesOf(channels, slice.block()));
        }
      }
    }
    return new ChannelChoice(entries);
  }

  /** The same groups' channels that go: what a mask zeroes. */
  static List<ChannelChoice> eachRemoved(Network network, Map<String, BitSet> kept) {
    return network.channelGroups().stream()
        .filter(group -> kept.containsKey(group.name()))
        .map(
            group -> {
              BitSet removed = (BitSet) kept.get(group.name()).clone();
              removed.flip(0, group.channels());
              return of(network, Map.of(group.name(), removed));
            })
        .toList();
  }

  /** For each axis of a parameter the entries that are chosen. */
  int[][] of(String parameter, FlatIndex index) {
    int[][] chosen = index.everything();
    entries.getOrDefault(parameter, Map.of()).forEach((axis, some) -> chosen[axis] = some);
    return chosen;
  }

  boolean touches(String parameter) {
    return entries.containsKey(parameter);
  }

  private static int[] entriesOf(BitSet channels, int block) {
    return channels.stream()
        .flatMap(channel -> IntStream.range(channel * block, (channel + 1) * block))
        .toArray();
  }
}
