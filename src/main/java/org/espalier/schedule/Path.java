package org.espalier.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rounds that lead from the dense model to a target. */
public final class Path {
  private Path() {}

  /**
   * Plans the rounds.
   *
   * @param pools dense size of each pool that may be pruned, in network order
   */
  public static List<Round> rounds(
      SparsitySchedule schedule, double target, Order order, List<Pool> pools) {
    List<Round> rounds = new ArrayList<>();
    Map<String, Double> reached = new HashMap<>();
    for (double level : schedule.levels(target)) {
      for (List<Pool> touched : order.rounds(pools)) {
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
