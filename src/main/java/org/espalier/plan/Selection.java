package org.espalier.plan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the units that stay: of n dense units exactly {@code n - round(k·n)} at sparsity k, never
 * fewer than the floor. The lowest scores go; of equals the one that stands later goes first.
 */
public final class Selection {
  private Selection() {}

  /**
   * The units that stay, by pool.
   *
   * @param sparsity of the dense model, in [0, 1)
   */
  public static Map<String, BitSet> kept(List<ScoredPool> pools, double sparsity, Ranking ranking) {
    if (ranking == Ranking.GLOBAL) {
      return keptOf(pools, sparsity);
    }
    Map<String, BitSet> kept = new LinkedHashMap<>();
    pools.forEach(pool -> kept.putAll(keptOf(List.of(pool), sparsity)));
    return kept;
  }

  /** Units that stay of {@code size} dense ones. */
  public static long remaining(long size, double sparsity) {
    return size - Math.round(sparsity * size);
  }

  private static Map<String, BitSet> keptOf(List<ScoredPool> pools, double sparsity) {
    long dense = pools.stream().mapToLong(scored -> scored.pool().size()).sum();
    long floor = pools.stream().mapToLong(ScoredPool::floor).sum();
    double[] scores = protectedScores(pools);
    long remaining = remaining(dense, sparsity);
    if (pools.size() > 1 && remaining < floor) {
      throw new IllegalArgumentException(
          "sparsity %s leaves %d of %d units, but %d must stay (one in each of %d pools); take a lower target"
              .formatted(sparsity, remaining, dense, floor, pools.size()));
    }
    int remove = (int) Math.max(0, scores.length - Math.max(remaining, floor));
    return split(pools, lowest(scores, remove));
  }

  /** All scores in one row; the best {@code floor} units of each pool are put out of reach. */
  private static double[] protectedScores(List<ScoredPool> pools) {
    double[] all =
        new double[Math.toIntExact(pools.stream().mapToLong(p -> p.scores().length).sum())];
    int start = 0;
    for (ScoredPool pool : pools) {
      double[] scores = pool.scores().clone();
      BitSet expendable = lowest(scores, Math.max(0, scores.length - pool.floor()));
      for (int unit = 0; unit < scores.length; unit++) {
        all[start + unit] = expendable.get(unit) ? scores[unit] : Double.POSITIVE_INFINITY;
      }
      start += scores.length;
    }
    return all;
  }

  private static BitSet lowest(double[] scores, int count) {
    BitSet chosen = new BitSet(scores.length);
    if (count == 0) {
      return chosen;
    }
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double threshold = sorted[count - 1];
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

  private static Map<String, BitSet> split(List<ScoredPool> pools, BitSet removed) {
    Map<String, BitSet> kept = new LinkedHashMap<>();
    int start = 0;
    for (ScoredPool scored : pools) {
      BitSet units = removed.get(start, start + scored.scores().length);
      units.flip(0, scored.scores().length);
      kept.put(scored.pool().name(), units);
      start += scored.scores().length;
    }
    return kept;
  }
}
