package org.espalier.frontier;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Random points in the unit box, on a grid so coarse that ties and duplicates are common. */
final class Points {
  private static final int GRID = 8;

  private Points() {}

  static List<Point> random(Random random, int count, int objectives) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Point("p" + i, costs(random, objectives)))
        .toList();
  }

  static List<Double> reference(int objectives, double cost) {
    return IntStream.range(0, objectives).mapToObj(i -> cost).toList();
  }

  private static List<Double> costs(Random random, int objectives) {
    List<Double> costs = new ArrayList<>();
    for (int i = 0; i < objectives; i++) {
      costs.add(random.nextInt(GRID + 1) / (double) GRID);
    }
    return costs;
  }
}
