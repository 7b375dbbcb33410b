package org.espalier.frontier;

import java.util.List;

/** What something costs in each objective; lower is better. */
public record Point(String id, List<Double> costs) {
  public Point {
    costs = List.copyOf(costs);
    if (costs.isEmpty() || costs.stream().anyMatch(cost -> cost.isNaN())) {
      throw new IllegalArgumentException(
          "point %s needs a number for each objective, not %s".formatted(id, costs));
    }
  }

  /** Whether this is nowhere worse than {@code other}, and somewhere better. */
  public boolean dominates(Point other) {
    boolean better = false;
    for (int i = 0; i < costs.size(); i++) {
      int order = Double.compare(costs.get(i), other.costs.get(i));
      if (order > 0) {
        return false;
      }
      better |= order < 0;
    }
    return better;
  }
}
