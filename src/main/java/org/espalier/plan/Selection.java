package org.espalier.plan;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.schedule.Pool;

/**
 * Chooses the units that stay: of n dense units that are ranked against each other exactly {@code n
 * - round(k·n)} at sparsity k, and never fewer of a pool than its floor; a pool that counts in
 * multiples keeps the next one. The lowest scores go; of equals the one that stands later goes
 * first.
 */
public final class Selection {
  private Selection() {}

  /**
   * The units that stay, by pool.
   *
   * @param sparsity of the dense model, in [0, 1)
   * @throws IllegalArgumentException where the floors make the sparsity unreachable
   */
  public static Map<String, BitSet> kept(List<ScoredPool> pools, double sparsity, Ranking ranking) {
    Map<String, BitSet> kept = new LinkedHashMap<>();
    for (List<ScoredPool> rivals : ranking.rivals(pools, ScoredPool::pool)) {
      kept.putAll(keptOf(rivals, sparsity));
    }
    return kept;
  }

  /** Units that stay of {@code size} dense ones. */
  public static long remaining(long size, double sparsity) {
    return size - Math.round(sparsity * size);
  }

  /** Units that stay of a pool that is ranked by itself; its floor stays whatever the sparsity. */
  public static long staying(Pool pool, double sparsity) {
    long units = Math.max(remaining(pool.size(), sparsity), pool.floor());
    return pool.roundedUp(Math.toIntExact(units), Math.toIntExact(pool.size()));
  }

  private static Map<String, BitSet> keptOf(List<ScoredPool> rivals, double sparsity) {
    if (rivals.stream().anyMatch(ScoredPool::goesByBlocks)) {
      return keptInBlocks(rivals, sparsity);
    }
    Reach.check(rivals.stream().map(ScoredPool::pool).toList(), sparsity);
    long dense = rivals.stream().mapToLong(scored -> scored.pool().size()).sum();
    long floor = rivals.stream().mapToLong(scored -> scored.pool().floor()).sum();
    double[] scores = protectedScores(rivals);
    long remaining = Math.max(remaining(dense, sparsity), floor);
    int remove = (int) Math.max(0, scores.length - remaining);
    return split(rivals, Lowest.of(scores, remove));
  }

  private static Map<String, BitSet> keptInBlocks(List<ScoredPool> rivals, double sparsity) {
    if (rivals.size() > 1) {
      throw new IllegalArgumentException("blocks are ranked by themselves, not against others");
    }
    ScoredPool scored = rivals.get(0);
    BitSet units = Lowest.ofBlocks(scored.scores(), scored.blocks(), sparsity);
    units.flip(0, scored.units());
    return Map.of(scored.pool().name(), units);
  }

  /** All scores in one row; the best of each pool, up to its floor, are put out of reach. */
  private static double[] protectedScores(List<ScoredPool> pools) {
    double[] all = new double[Math.toIntExact(pools.stream().mapToLong(ScoredPool::units).sum())];
    int start = 0;
    for (ScoredPool scored : pools) {
      double[] scores = scored.scores();
      BitSet expendable = Lowest.of(scores, Math.max(0, scores.length - scored.pool().floor()));
      for (int unit = 0; unit < scores.length; unit++) {
        all[start + unit] = expendable.get(unit) ? scores[unit] : Double.POSITIVE_INFINITY;
      }
      start += scores.length;
    }
    return all;
  }

  private static Map<String, BitSet> split(List<ScoredPool> pools, BitSet removed) {
    Map<String, BitSet> kept = new LinkedHashMap<>();
    int start = 0;
    for (ScoredPool scored : pools) {
      BitSet going = removed.get(start, start + scored.units());
      BitSet units = roundedUp(scored, going);
      units.flip(0, scored.units());
      kept.put(scored.pool().name(), units);
      start += scored.units();
    }
    return kept;
  }

  /** The best of those that are going come back. */
  private static BitSet roundedUp(ScoredPool scored, BitSet going) {
    int kept = scored.units() - going.cardinality();
    int stay = scored.pool().roundedUp(kept, scored.units());
    return stay == kept ? going : Lowest.of(scored.scores(), scored.units() - stay);
  }
}
