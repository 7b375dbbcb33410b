package org.espalier.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrowdingDistanceTest {
  @Test
  void isTheSumOfTheGapsAroundAPoint() {
    Point a = new Point("a", List.of(0.0, 10.0));
    Point b = new Point("b", List.of(1.0, 4.0));
    Point c = new Point("c", List.of(3.0, 2.0));
    Point d = new Point("d", List.of(4.0, 0.0));

    Map<Point, Double> distances = CrowdingDistance.of(List.of(c, a, d, b));

    assertThat(distances.get(a)).isInfinite();
    assertThat(distances.get(d)).isInfinite();
    assertThat(distances.get(b)).isCloseTo(3.0 / 4 + 8.0 / 10, within(1e-12));
    assertThat(distances.get(c)).isCloseTo(3.0 / 4 + 4.0 / 10, within(1e-12));
  }

  @Test
  void dependsNeitherOnTheOrderOfArrivalNorOnTheObjectivesUnits() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int objectives = 1 + random.nextInt(3);
      List<Point> points = Points.random(random, 1 + random.nextInt(20), objectives);
      List<Point> shuffled = new ArrayList<>(points);
      Collections.shuffle(shuffled, random);
      List<Point> scaled = shuffled.stream().map(CrowdingDistanceTest::scaled).toList();

      Map<Point, Double> distances = CrowdingDistance.of(points);

      assertThat(CrowdingDistance.of(shuffled)).isEqualTo(distances);
      CrowdingDistance.of(scaled)
          .forEach(
              (point, distance) ->
                  assertThat(distance)
                      .isEqualTo(distances.get(points.get(points.indexOf(unscaled(point))))));
    }
  }

  @Test
  void whatAllHaveInCommonAddsNothing() {
    Point a = new Point("a", List.of(1.0, 5.0));
    Point b = new Point("b", List.of(1.0, 5.0));

    assertThat(CrowdingDistance.of(List.of(a, b))).containsEntry(a, 0.0).containsEntry(b, 0.0);
    assertThat(CrowdingDistance.of(List.of())).isEmpty();
  }

  /** By powers of two, which change no digit. */
  private static Point scaled(Point point) {
    return times(point, 1024);
  }

  private static Point unscaled(Point point) {
    return times(point, 1.0 / 1024);
  }

  private static Point times(Point point, double factor) {
    return new Point(point.id(), point.costs().stream().map(cost -> cost * factor).toList());
  }
}
