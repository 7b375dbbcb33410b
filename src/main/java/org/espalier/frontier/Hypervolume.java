package org.espalier.frontier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The volume that points dominate, bounded by a reference point: the size of a frontier in one
 * number (Zitzler and Thiele, 1998). Exact: in up to three objectives it costs as much as to sort
 * the points; each further one is sliced (While et al., 2006), which costs as much for each point.
 */
public final class Hypervolume {
  /** Objectives that are measured in one sweep; fewer are padded. */
  private static final int SWEPT = 3;

  private Hypervolume() {}

  /**
   * Measures the volume.
   *
   * @param reference a cost in each objective; a point that does not stay below it adds nothing
   */
  public static double of(Collection<Point> points, List<Double> reference) {
    List<List<Double>> inside =
        points.stream()
            .map(Point::costs)
            .filter(costs -> isBelow(costs, reference))
            .map(costs -> padded(costs, 0))
            .toList();
    return volume(inside, padded(reference, 1), Math.max(reference.size(), SWEPT));
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

  private static List<Double> padded(List<Double> values, double more) {
    List<Double> padded = new ArrayList<>(values);
    padded.addAll(Collections.nCopies(Math.max(0, SWEPT - values.size()), more));
    return padded;
  }

  /** The volume in the first {@code dimensions} objectives: slices along the last of them. */
  private static double volume(List<List<Double>> points, List<Double> reference, int dimensions) {
    int last = dimensions - 1;
    List<List<Double>> sorted =
        points.stream().sorted(Comparator.comparing(costs -> costs.get(last))).toList();
    return dimensions == SWEPT ? swept(sorted, reference) : sliced(sorted, reference, last);
  }

  /** A slice's area follows from that of the one before (Beume et al., 2009). */
  private static double swept(List<List<Double>> sorted, List<Double> reference) {
    Staircase slice = new Staircase(reference.get(0), reference.get(1));
    double volume = 0;
    for (int i = 0; i < sorted.size(); i++) {
      slice.add(sorted.get(i).get(0), sorted.get(i).get(1));
      volume += depth(sorted, i, reference, SWEPT - 1) * slice.area();
    }
    return volume;
  }

  private static double sliced(List<List<Double>> sorted, List<Double> reference, int axis) {
    double volume = 0;
    for (int i = 0; i < sorted.size(); i++) {
      double depth = depth(sorted, i, reference, axis);
      if (depth > 0) {
        volume += depth * volume(sorted.subList(0, i + 1), reference, axis);
      }
    }
    return volume;
  }

  /** How far it is from a point to the next. */
  private static double depth(List<List<Double>> sorted, int i, List<Double> reference, int axis) {
    List<Double> next = i + 1 < sorted.size() ? sorted.get(i + 1) : reference;
    return next.get(axis) - sorted.get(i).get(axis);
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
