package org.espalier.frontier;

import java.util.ArrayList;
import java.util.List;

/** The front of points that come one by one; whatever their order, it is that of {@link Front}. */
public final class GrowingFront {
  private final List<Point> members = new ArrayList<>();

  /**
   * Takes a point.
   *
   * @return what is dominated from now on: the point itself, or members that it dominates
   */
  public List<Point> add(Point point) {
    if (members.stream().anyMatch(member -> member.dominates(point))) {
      return List.of(point);
    }
    List<Point> beaten = members.stream().filter(point::dominates).toList();
    members.removeIf(point::dominates);
    members.add(point);
    return beaten;
  }

  /** In the order in which they came. */
  public List<Point> members() {
    return List.copyOf(members);
  }
}
