package org.espalier.network;

import java.util.Arrays;

/** Numbers that are put into sets, two sets becoming one when a member of each is joined. */
final class DisjointSets {
  private int[] parents = new int[64];
  private int count;

  /** A new number, in a set of its own. */
  int add() {
    if (count == parents.length) {
      parents = Arrays.copyOf(parents, 2 * count);
    }
    parents[count] = count;
    return count++;
  }

  /** How many numbers there are, from 0. */
  int count() {
    return count;
  }

  /** The least member of the set that a number is in. */
  int find(int number) {
    int root = number;
    while (parents[root] != root) {
      root = parents[root];
    }
    for (int i = number; parents[i] != root; ) {
      int next = parents[i];
      parents[i] = root;
      i = next;
    }
    return root;
  }

  void join(int one, int other) {
    int a = find(one);
    int b = find(other);
    parents[Math.max(a, b)] = Math.min(a, b);
  }
}
