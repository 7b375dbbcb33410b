package org.espalier.plan;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.schedule.Pool;

/** Whether a target can be reached with what each pool must keep. */
public final class Reach {
  private static final int NAMED = 3;

  private Reach() {}

  /**
   * Refuses a target that the floors make unreachable. Where a pool is ranked by itself its last
   * unit stays and nothing is refused: no target below 1 means all of it.
   *
   * @throws IllegalArgumentException with the pools and their floors
   */
  public static void check(List<Pool> pools, double target, Ranking ranking) {
    ranking.rivals(pools, Function.identity()).forEach(rivals -> check(rivals, target));
  }

  static void check(List<Pool> rivals, double target) {
    long size = rivals.stream().mapToLong(Pool::size).sum();
    long floor = rivals.stream().mapToLong(Pool::floor).sum();
    long remaining = Selection.remaining(size, target);
    boolean lastOfOne = rivals.size() == 1 && floor <= 1;
    if (remaining < floor && !lastOfOne) {
      throw new IllegalArgumentException(
          "sparsity %s leaves %d of %d units, but %d must stay (%s); take a lower target or a lower floor"
              .formatted(target, remaining, size, floor, floors(rivals)));
    }
  }

  /** Those that keep the largest shares first. */
  private static String floors(List<Pool> rivals) {
    String named =
        rivals.stream()
            .sorted(Comparator.comparingDouble(pool -> -(double) pool.floor() / pool.size()))
            .limit(NAMED)
            .map(pool -> "%s: %d of %d".formatted(pool.name(), pool.floor(), pool.size()))
            .collect(Collectors.joining(", "));
    return rivals.size() > NAMED ? "%s and %d more".formatted(named, rivals.size() - NAMED) : named;
  }
}
