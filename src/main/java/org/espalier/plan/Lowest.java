package org.espalier.plan;

import java.util.Arrays;
import java.util.BitSet;

/** The units with the lowest scores; of equals those that stand later. */
final class Lowest {
  private Lowest() {}

  /** So many of all. */
  static BitSet of(double[] scores, int count) {
    BitSet chosen = new BitSet(scores.length);
    if (count == 0 || count == scores.length) {
      chosen.set(0, count);
      return chosen;
    }
    double[] lowestFirst = scores.clone();
    org.apache.commons.numbers.arrays.Selection.select(lowestFirst, count - 1);
    double threshold = lowestFirst[count - 1];
    int below = 0;
    for (int unit = 0; unit < scores.length; unit++) {
      if (scores[unit] < threshold) {
        chosen.set(unit);
        below++;
      }
    }
    for (int unit = scores.length - 1; below < count; unit--) {
      if (scores[unit] == threshold) {
        chosen.set(unit);
        below++;
      }
    }
    return chosen;
  }

  /**
   * The same share of every block.
   *
   * @param blocks for each unit the block it is in, numbered from 0
   */
  static BitSet ofBlocks(double[] scores, int[] blocks, double share) {
    BitSet chosen = new BitSet(scores.length);
    for (int[] block : members(blocks)) {
      double[] within = Arrays.stream(block).mapToDouble(unit -> scores[unit]).toArray();
      of(within, Math.toIntExact(Math.round(share * block.length))).stream()
          .forEach(member -> chosen.set(block[member]));
    }
    return chosen;
  }

  /** The units of each block, in their order. */
  private static int[][] members(int[] blocks) {
    int[] sizes = new int[Arrays.stream(blocks).max().orElse(-1) + 1];
    for (int block : blocks) {
      sizes[block]++;
    }
    int[][] members = Arrays.stream(sizes).mapToObj(int[]::new).toArray(int[][]::new);
    Arrays.fill(sizes, 0);
    for (int unit = 0; unit < blocks.length; unit++) {
      members[blocks[unit]][sizes[blocks[unit]]++] = unit;
    }
    return members;
  }
}
