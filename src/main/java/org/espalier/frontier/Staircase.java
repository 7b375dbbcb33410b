package org.espalier.frontier;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What points in two objectives dominate, as they come one by one: all that lies to the right of
 * its steps and above them. A point costs the logarithm of how many steps there are (Kung et al.,
 * 1975).
 */
final class Staircase {
  /** The second cost of each step by the first one: as that grows, this falls. */
  private final NavigableMap<Double, Double> steps = new TreeMap<>();

  private final double right;
  private final double top;
  private double area;

  /** Of which no area is asked. */
  Staircase() {
    this(Double.MAX_VALUE, Double.MAX_VALUE);
  }

  /** Within bounds: all points lie to the left of them, and below. */
  Staircase(double right, double top) {
    this.right = right;
    this.top = top;
  }

  /** Whether some point that came is nowhere worse than this one. */
  boolean covers(double first, double second) {
    Map.Entry<Double, Double> step = steps.floorEntry(first);
    return step != null && Double.compare(step.getValue(), second) <= 0;
  }

  void add(double first, double second) {
    if (covers(first, second)) {
      return;
    }
    Map.Entry<Double, Double> before = steps.lowerEntry(first);
    double height = before == null ? top : before.getValue();
    double from = first;
    Map.Entry<Double, Double> next = steps.ceilingEntry(first);
    while (next != null && Double.compare(next.getValue(), second) >= 0) {
      area += (next.getKey() - from) * (height - second);
      from = next.getKey();
      height = next.getValue();
      steps.remove(from);
      next = steps.ceilingEntry(from);
    }
    area += ((next == null ? right : next.getKey()) - from) * (height - second);
    steps.put(first, second);
  }

  /** Of what is dominated within the bounds. */
  double area() {
    return area;
  }
}
