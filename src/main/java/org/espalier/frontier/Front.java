package org.espalier.frontier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The points that no other point dominates. */
public final class Front {
  /** By costs, first objective first, then by id: no order of arrival shows through. */
  static final Comparator<Point> ORDER =
      Comparator.<Point, List<Double>>comparing(Point::costs, Front::lexicographic)
          .thenComparing(Point::id);

  private Front() {}

  /**
   * The front, in a fixed order. Points that are equal in all objectives are all on it. Costs as
   * much as to sort them in up to three objectives; in more, a look at the front for each point.
   */
  public static List<Point> of(Collection<Point> points) {
    List<Point> sorted = points.stream().sorted(ORDER).toList();
    boolean few = sorted.isEmpty() || sorted.get(0).costs().size() <= 3;
    return few ? swept(sorted) : compared(sorted);
  }

  /** What dominates a point comes before it: only the other two objectives are left to look at. */
  private static List<Point> swept(List<Point> sorted) {
    List<Point> front = new ArrayList<>();
    Staircase staircase = new Staircase();
    Point last = null;
    for (Point point : sorted) {
      boolean asLast = last != null && point.costs().equals(last.costs());
      if (asLast || !staircase.covers(cost(point, 1), cost(point, 2))) {
        front.add(point);
        staircase.add(cost(point, 1), cost(point, 2));
        last = point;
      }
    }
    return front;
  }

  /** Of an objective, or nothing where there are fewer. */
  private static double cost(Point point, int objective) {
    return objective < point.costs().size() ? point.costs().get(objective) : 0;
  }

  /** What dominates a point comes before it, and is itself on the front or dominated by it. */
  private static List<Point> compared(List<Point> sorted) {
    List<Point> front = new ArrayList<>();
    for (Point point : sorted) {
      if (front.stream().noneMatch(member -> member.dominates(point))) {
        front.add(point);
      }
    }
    return front;
  }

  private static int lexicographic(List<Double> a, List<Double> b) {
    for (int i = 0; i < a.size(); i++) {
      int order = Double.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
