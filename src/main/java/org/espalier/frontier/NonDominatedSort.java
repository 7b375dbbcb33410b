package org.espalier.frontier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Points sorted into fronts: the first is dominated by nobody, the second by points of the first
 * alone, and so on (Goldberg, 1989; Deb et al., NSGA-II, 2002). A point goes straight into the
 * first front in which nothing dominates it, as in the efficient non-dominated sort of Zhang et al.
 * (2015).
 */
public final class NonDominatedSort {
  private NonDominatedSort() {}

  /**
   * Sorts.
   *
   * @return the fronts, best first, each in a fixed order whatever that of the points; together
   *     they hold every point once
   */
  public static List<List<Point>> fronts(Collection<Point> points) {
    List<List<Point>> fronts = new ArrayList<>();
    for (Point point : points.stream().sorted(Front.ORDER).toList()) {
      // What dominates a point sorts before it, so that fronts are right as soon as they are met.
      frontFor(point, fronts).add(point);
    }
    return fronts;
  }

  private static List<Point> frontFor(Point point, List<List<Point>> fronts) {
    for (List<Point> front : fronts) {
      if (front.stream().noneMatch(member -> member.dominates(point))) {
        return front;
      }
    }
    List<Point> last = new ArrayList<>();
    fronts.add(last);
    return last;
  }
}
