package org.espalier.frontier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides points into fronts: the first is what no other point dominates, the next what is left
 * undominated once the first is taken away, and so on. Deb et al., A Fast and Elitist
 * Multiobjective Genetic Algorithm: NSGA-II (2002), III.A: each point is compared with each other
 * once.
 */
public final class NonDominatedSort {
  private NonDominatedSort() {}

  /** The fronts, best first; the points of each in a fixed order, as {@link Front} has them. */
  public static List<List<Point>> fronts(Collection<Point> points) {
    List<Point> sorted = points.stream().sorted(Front.ORDER).toList();
    int[] dominators = new int[sorted.size()];
    List<List<Integer>> dominated = dominated(sorted, dominators);
    List<List<Point>> fronts = new ArrayList<>();
    List<Integer> front =
        IntStream.range(0, sorted.size()).filter(i -> dominators[i] == 0).boxed().toList();
    while (!front.isEmpty()) {
      fronts.add(front.stream().map(sorted::get).toList());
      front =
          front.stream()
              .flatMap(member -> dominated.get(member).stream())
              .filter(other -> --dominators[other] == 0)
              .sorted()
              .toList();
    }
    return fronts;
  }

  /**
   * The points that each dominates, by their places.
   *
   * @param dominators gets how many points dominate each
   */
  private static List<List<Integer>> dominated(List<Point> points, int[] dominators) {
    List<List<Integer>> dominated = new ArrayList<>();
    for (Point point : points) {
      List<Integer> others =
          IntStream.range(0, points.size())
              .filter(i -> point.dominates(points.get(i)))
              .boxed()
              .toList();
      others.forEach(other -> dominators[other]++);
      dominated.add(others);
    }
    return dominated;
  }
}
