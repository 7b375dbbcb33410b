package org.espalier.frontier;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much room each point of a front has around it: the sum over all objectives of how far apart
 * its two neighbours are, as a share of the front's extent. Deb et al., NSGA-II (2002), III.B.
 */
public final class CrowdingDistance {
  private CrowdingDistance() {}

  /**
   * The distance of each point; infinite for one that is extreme in some objective. Of points that
   * are equal in an objective the id decides who is whose neighbour, not the order of arrival. An
   * objective in which all are equal tells nothing, and adds nothing.
   */
  public static Map<Point, Double> of(List<Point> front) {
    Map<Point, Double> distances = new HashMap<>();
    front.forEach(point -> distances.put(point, 0.0));
    int objectives = front.isEmpty() ? 0 : front.get(0).costs().size();
    for (int objective = 0; objective < objectives; objective++) {
      add(front, objective, distances);
    }
    return distances;
  }

  private static void add(List<Point> front, int objective, Map<Point, Double> distances) {
    List<Point> sorted =
        front.stream()
            .sorted(
                Comparator.comparing((Point p) -> p.costs().get(objective))
                    .thenComparing(Point::id))
            .toList();
    int last = sorted.size() - 1;
    double extent = gap(sorted, objective, 0, last);
    if (extent > 0) {
      for (int i = 0; i <= last; i++) {
        boolean extreme = i == 0 || i == last;
        double room =
            extreme ? Double.POSITIVE_INFINITY : gap(sorted, objective, i - 1, i + 1) / extent;
        distances.merge(sorted.get(i), room, Double::sum);
      }
    }
  }

  private static double gap(List<Point> sorted, int objective, int from, int to) {
    return sorted.get(to).costs().get(objective) - sorted.get(from).costs().get(objective);
  }
}
