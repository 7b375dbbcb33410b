package org.espalier.frontier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The smallest box around points, by which costs of any unit become comparable: the lowest in each
 * objective becomes 0, the highest 1.
 */
record UnitBox(List<Double> lowest, List<Double> highest) {
  UnitBox {
    lowest = List.copyOf(lowest);
    highest = List.copyOf(highest);
  }

  /**
   * The box.
   *
   * @param points one or more
   */
  static UnitBox around(Collection<Point> points) {
    int objectives = points.iterator().next().costs().size();
    List<Double> lowest = new ArrayList<>();
    List<Double> highest = new ArrayList<>();
    for (int objective = 0; objective < objectives; objective++) {
      int some = objective;
      var costs = points.stream().mapToDouble(point -> point.costs().get(some)).summaryStatistics();
      lowest.add(costs.getMin());
      highest.add(costs.getMax());
    }
    return new UnitBox(lowest, highest);
  }

  /** The squared distance of two points as shares of the box; what is the same for all counts 0. */
  double squaredDistance(Point one, Point other) {
    return IntStream.range(0, lowest.size())
        .mapToDouble(i -> share(i, one.costs().get(i) - other.costs().get(i)))
        .map(share -> share * share)
        .sum();
  }

  private double share(int objective, double difference) {
    double width = highest.get(objective) - lowest.get(objective);
    return width == 0 ? 0 : difference / width;
  }
}
