package org.espalier.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rounds that lead from the dense model to a target. */
public final class Path {
  private Path() {}

  /**
   * Plans the rounds, with no ranking by sensitivity: network order stands in for it.
   *
   * @param pools dense size of each pool that may be pruned, in network order
   */
  public static List<Round> rounds(
      SparsitySchedule schedule, double target, Order order, List<Pool> pools) {
    return rounds(schedule, target, order, pools, null);
  }

  /**
   * Plans the rounds.
   *
   * @param pools dense size of each pool that may be pruned, in network order
   * @param leastSensitiveFirst names of all pools, for an order that needs it; null as long as it
   *     is not known, so that network order stands in for it
   */
  public static List<Round> rounds(
      SparsitySchedule schedule,
      double target,
      Order order,
      List<Pool> pools,
      List<String> leastSensitiveFirst) {
    List<Pool> ranked =
        order.needsSensitivity() && leastSensitiveFirst != null
            ? sorted(pools, leastSensitiveFirst)
            : pools;
    List<Round> rounds = new ArrayList<>();
    Map<String, Double> reached = new HashMap<>();
    for (double level : schedule.levels(target)) {
      for (List<Pool> touched : order.rounds(ranked)) {
        touched.forEach(pool -> reached.put(pool.name(), level));
        rounds.add(
            new Round(
                rounds.size() + 1,
                level,
                touched.stream().map(Pool::name).toList(),
                sparsity(pools, reached, level)));
      }
    }
    return rounds;
  }

  private static List<Pool> sorted(List<Pool> pools, List<String> names) {
    for (Pool pool : pools) {
      if (!names.contains(pool.name())) {
        throw new IllegalArgumentException(
            "%s is not in the ranking by sensitivity: %s".formatted(pool.name(), names));
      }
    }
    return pools.stream()
        .sorted(Comparator.comparingInt(pool -> names.indexOf(pool.name())))
        .toList();
  }

  private static double sparsity(List<Pool> pools, Map<String, Double> reached, double level) {
    if (pools.stream().allMatch(pool -> reached.getOrDefault(pool.name(), 0.0) == level)) {
      return level;
    }
    double removed = 0;
    double all = 0;
    for (Pool pool : pools) {
      removed += pool.size() * reached.getOrDefault(pool.name(), 0.0);
      all += pool.size();
    }
    return removed / all;
  }
}
