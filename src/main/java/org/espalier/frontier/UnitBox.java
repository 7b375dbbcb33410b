package org.espalier.frontier;

import java.util.ArrayList;
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

  /** Around one point. */
  UnitBox(Point point) {
    this(point.costs(), point.costs());
  }

  /** The box around one point more. */
  UnitBox with(Point point) {
    List<Double> lower = new ArrayList<>();
    List<Double> higher = new ArrayList<>();
    for (int i = 0; i < lowest.size(); i++) {
      lower.add(Math.min(lowest.get(i), point.costs().get(i)));
      higher.add(Math.max(highest.get(i), point.costs().get(i)));
    }
    return new UnitBox(lower, higher);
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
