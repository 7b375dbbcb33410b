package org.espalier.network;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which of many lists hold a number, found by looking through each list once. */
final class Holders<L> {
  private final BitSet wanted;
  private final Map<Integer, List<L>> holders = new HashMap<>();

  /** For numbers that somebody will ask for. */
  Holders(BitSet wanted) {
    this.wanted = wanted;
  }

  /** Takes a list that goes by a name. */
  void add(L name, int[] list) {
    for (int number : list) {
      if (wanted.get(number)) {
        List<L> names = holders.computeIfAbsent(number, absent -> new ArrayList<>());
        if (names.isEmpty() || !names.get(names.size() - 1).equals(name)) {
          names.add(name);
        }
      }
    }
  }

  /** In the order in which they came. */
  List<L> of(int number) {
    return holders.getOrDefault(number, List.of());
  }
}
