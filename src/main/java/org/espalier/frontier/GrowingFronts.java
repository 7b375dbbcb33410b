package org.espalier.frontier;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The fronts of points that come one by one; whatever their order, they are those of {@link
 * NonDominatedSort}. A point that comes pushes what it dominates one front further, and that in
 * turn what it dominates there (Li et al., Efficient Nondomination Level Update, 2014), so that a
 * point costs a look at some fronts and no sort of all.
 */
public final class GrowingFronts {
  private final List<List<Point>> fronts = new ArrayList<>();

  /** Takes a point. */
  public void add(Point point) {
    List<Point> pushed = List.of(point);
    for (int front = levelOf(point); !pushed.isEmpty(); front++) {
      pushed = put(pushed, front);
    }
  }

  /** Best first; the points of each in a fixed order, as {@link Front} has them. */
  public List<List<Point>> fronts() {
    return Collections.unmodifiableList(fronts);
  }

  /** The first front in which nothing dominates it. */
  private int levelOf(Point point) {
    int level = 0;
    while (level < fronts.size()
        && fronts.get(level).stream().anyMatch(member -> member.dominates(point))) {
      level++;
    }
    return level;
  }

  /** Puts points into a front; those that they dominate there have to leave it. */
  private List<Point> put(List<Point> points, int level) {
    if (level == fronts.size()) {
      fronts.add(new ArrayList<>());
    }
    List<Point> front = fronts.get(level);
    List<Point> dominated =
        front.stream()
            .filter(member -> points.stream().anyMatch(point -> point.dominates(member)))
            .toList();
    front.removeAll(dominated);
    front.addAll(points);
    front.sort(Front.ORDER);
    return dominated;
  }
}
