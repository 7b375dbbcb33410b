package org.espalier.frontier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The volume that points dominate, bounded by a reference point: the size of a frontier in one
 * number (Zitzler and Thiele, 1998). Exact, by slicing objectives (While et al., 2006).
 */
public final class Hypervolume {
  private Hypervolume() {}

  /**
   * Measures the volume.
   *
   * @param reference a cost in each objective; a point that does not stay below it adds nothing
   */
  public static double of(Collection<Point> points, List<Double> reference) {
    List<Point> inside =
        points.stream().filter(point -> isBelow(point.costs(), reference)).toList();
    return volume(inside, reference, reference.size());
  }

  /**
   * The {@code count} points that together dominate most, chosen one after the other by what each
   * adds; it reaches at least 1 - 1/e of the best choice's volume, as that is submodular.
   */
  public static List<Point> spread(Collection<Point> points, List<Double> reference, int count) {
    List<Point> left = new ArrayList<>(Front.of(points));
    List<Point> chosen = new ArrayList<>();
    while (chosen.size() < count && !left.isEmpty()) {
      Point best = left.get(0);
      double most = -1;
      for (Point point : left) {
        chosen.add(point);
        double volume = of(chosen, reference);
        chosen.remove(chosen.size() - 1);
        if (volume > most) {
          most = volume;
          best = point;
        }
      }
      chosen.add(best);
      left.remove(best);
    }
    return chosen;
  }

  /** The volume in the first {@code dimensions} objectives: slices along the last of them. */
  private static double volume(List<Point> points, List<Double> reference, int dimensions) {
    if (points.isEmpty()) {
      return 0;
    }
    int last = dimensions - 1;
    if (last == 0) {
      double lowest = points.stream().mapToDouble(p -> p.costs().get(0)).min().orElseThrow();
      return reference.get(0) - lowest;
    }
    List<Point> sorted =
        points.stream().sorted(Comparator.comparing(p -> p.costs().get(last))).toList();
    double volume = 0;
    for (int i = 0; i < sorted.size(); i++) {
      double from = sorted.get(i).costs().get(last);
      double to = i + 1 < sorted.size() ? sorted.get(i + 1).costs().get(last) : reference.get(last);
      if (to > from) {
        volume += (to - from) * volume(sorted.subList(0, i + 1), reference, last);
      }
    }
    return volume;
  }

  private static boolean isBelow(List<Double> costs, List<Double> reference) {
    for (int i = 0; i < costs.size(); i++) {
      if (!(costs.get(i) < reference.get(i))) {
        return false;
      }
    }
    return true;
  }
}
