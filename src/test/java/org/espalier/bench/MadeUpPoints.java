package org.espalier.bench;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.espalier.frontier.Point;

/** Points that none of them dominates: what one has in an objective, it lacks in the others. */
public final class MadeUpPoints {
  private MadeUpPoints() {}

  /** On the plane of those whose costs add up to one. */
  public static List<Point> undominated(Random random, int count, int objectives) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Point("p" + i, shares(random, objectives)))
        .toList();
  }

  private static List<Double> shares(Random random, int count) {
    double[] parts = DoubleStream.generate(random::nextDouble).limit(count).toArray();
    double all = DoubleStream.of(parts).sum();
    return DoubleStream.of(parts).mapToObj(part -> part / all).toList();
  }
}
