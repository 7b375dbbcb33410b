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

  /** The front, in a fixed order. Points that are equal in all objectives are all on it. */
  public static List<Point> of(Collection<Point> points) {
    List<Point> sorted = points.stream().sorted(ORDER).toList();
    List<Point> front = new ArrayList<>();
    for (Point point : sorted) {
      // What dominates a point sorts before it, and is itself on the front or dominated by it.
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
