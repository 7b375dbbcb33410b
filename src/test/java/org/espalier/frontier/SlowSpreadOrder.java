package org.espalier.frontier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What {@link SpreadOrder} should say, word by word from the definition and with no regard to time.
 */
public final class SlowSpreadOrder {
  private SlowSpreadOrder() {}

  /** All points, best first. */
  public static List<Point> of(Collection<Point> points) {
    List<Point> left = new ArrayList<>(points);
    List<Point> order = new ArrayList<>();
    while (!left.isEmpty()) {
      List<Point> front = left.stream().filter(point -> isUnbeaten(point, left)).toList();
      order.addAll(spread(front, points));
      left.removeAll(front);
    }
    return order;
  }

  private static boolean isUnbeaten(Point point, List<Point> others) {
    return others.stream().noneMatch(other -> beats(other.costs(), point.costs()));
  }

  private static boolean beats(List<Double> a, List<Double> b) {
    boolean nowhereWorse = true;
    for (int i = 0; i < a.size(); i++) {
      nowhereWorse &= a.get(i) <= b.get(i);
    }
    return nowhereWorse && !a.equals(b);
  }

  private static List<Point> spread(List<Point> front, Collection<Point> all) {
    List<Point> chosen = new ArrayList<>();
    while (chosen.size() < front.size()) {
      chosen.add(
          front.stream()
              .filter(point -> !chosen.contains(point))
              .min(
                  Comparator.comparingDouble((Point point) -> -distance(point, chosen, all))
                      .thenComparing(Point::costs, SlowSpreadOrder::byFirstDifference)
                      .thenComparing(Point::id))
              .orElseThrow());
    }
    return chosen;
  }

  /** To the nearest that is chosen; endless where none is. */
  private static double distance(Point point, List<Point> chosen, Collection<Point> all) {
    double nearest = Double.POSITIVE_INFINITY;
    for (Point other : chosen) {
      double squares = 0;
      for (int i = 0; i < point.costs().size(); i++) {
        double width =
            highest(i, all) + highest(i, all.stream().map(SlowSpreadOrder::turned).toList());
        double apart = width == 0 ? 0 : (point.costs().get(i) - other.costs().get(i)) / width;
        squares += apart * apart;
      }
      nearest = Math.min(nearest, squares);
    }
    return nearest;
  }

  private static double highest(int objective, Collection<Point> points) {
    return points.stream().mapToDouble(point -> point.costs().get(objective)).max().orElseThrow();
  }

  private static Point turned(Point point) {
    return new Point(point.id(), point.costs().stream().map(cost -> -cost).toList());
  }

  private static int byFirstDifference(List<Double> a, List<Double> b) {
    for (int i = 0; i < a.size(); i++) {
      if (!a.get(i).equals(b.get(i))) {
        return a.get(i) < b.get(i) ? -1 : 1;
      }
    }
    return 0;
  }
}
