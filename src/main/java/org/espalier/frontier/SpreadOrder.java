package org.espalier.frontier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Points that come one by one, from the best to the worst, by the definition of multi-objective
 * ASHA (Schmucker et al., 2021): front by front of the {@link NonDominatedSort}, and within a front
 * so that its first members always cover it well. These are an epsilon-net, taken greedily: the
 * point that is best in the first objective, then again and again the one farthest from all before
 * it (Gonzalez, 1985), in objectives scaled to the box around all points.
 *
 * <p>Neither units nor the order of arrival make a difference: of points as far away, the one with
 * the lower costs, and of equal ones the lower id, comes first.
 */
public final class SpreadOrder {
  private final GrowingFronts fronts = new GrowingFronts();
  private UnitBox box;
  private int size;

  /** Takes a point. */
  public void add(Point point) {
    box = box == null ? new UnitBox(point) : box.with(point);
    fronts.add(point);
    size++;
  }

  /** All points, best first. A point that dominates another stands before it. */
  public List<Point> all() {
    return first(size, point -> true);
  }

  /** Of the first {@code count} points those that pass a test, best first. */
  public List<Point> first(int count, Predicate<Point> wanted) {
    List<Point> found = new ArrayList<>();
    int left = Math.min(count, size);
    for (List<Point> front : fronts.fronts()) {
      int some = Math.min(front.size(), left);
      // In what order a front stands is costly to say, and seldom asked.
      if (some > 0 && front.stream().anyMatch(wanted)) {
        found.addAll(cover(front, some).stream().filter(wanted).toList());
      }
      left -= some;
    }
    return found;
  }

  /**
   * The first points of a front.
   *
   * @param front by costs, then by id
   */
  private List<Point> cover(List<Point> front, int count) {
    List<Point> chosen = new ArrayList<>();
    double[] distances = new double[front.size()];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    while (chosen.size() < count) {
      int next = farthest(distances);
      Point point = front.get(next);
      chosen.add(point);
      for (int i = 0; i < distances.length; i++) {
        distances[i] = Math.min(distances[i], box.squaredDistance(point, front.get(i)));
      }
      distances[next] = Double.NEGATIVE_INFINITY;
    }
    return chosen;
  }

  /** The first of those farthest away; what was chosen is nearer than all. */
  private static int farthest(double[] distances) {
    int farthest = 0;
    for (int i = 1; i < distances.length; i++) {
      if (distances[i] > distances[farthest]) {
        farthest = i;
      }
    }
    return farthest;
  }
}
