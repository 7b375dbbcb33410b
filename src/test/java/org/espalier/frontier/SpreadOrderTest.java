package org.espalier.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadOrderTest {
  @Test
  void isWhatTheDefinitionSays() {
    onRandomPoints(
        (random, points) -> assertThat(order(points)).isEqualTo(SlowSpreadOrder.of(points)));
  }

  @Test
  void doesNotDependOnTheOrderOfArrival() {
    onRandomPoints(
        (random, points) -> {
          List<Point> shuffled = new ArrayList<>(points);
          Collections.shuffle(shuffled, random);
          assertThat(order(shuffled)).isEqualTo(order(points));
        });
  }

  /** In units so chosen that no rounding tells them apart. */
  @Test
  void doesNotDependOnUnits() {
    onRandomPoints(
        (random, points) -> {
          int objectives = points.isEmpty() ? 1 : points.get(0).costs().size();
          double[] factors =
              random.ints(objectives, -30, 30).mapToDouble(SpreadOrderTest::power).toArray();
          double[] zeros = random.ints(objectives, -9, 9).mapToDouble(zero -> zero).toArray();
          List<Point> scaled = points.stream().map(point -> scaled(point, zeros, factors)).toList();
          assertThat(ids(order(scaled))).isEqualTo(ids(order(points)));
        });
  }

  /** As published code has had it: places were taken from the sort's order, and units counted. */
  @Test
  void whatDominatesNeverStandsBehind() {
    onRandomPoints(
        (random, points) -> {
          List<Point> order = order(points);
          for (int i = 0; i < order.size(); i++) {
            Point before = order.get(i);
            assertThat(order.subList(i, order.size())).noneMatch(point -> point.dominates(before));
          }
        });
  }

  @Test
  void ofTheFirstThoseAreToldThatAreWanted() {
    onRandomPoints(
        (random, points) -> {
          int count = random.nextInt(points.size() + 1);
          Set<Point> unwanted = Set.copyOf(points.subList(0, random.nextInt(points.size() + 1)));
          assertThat(grown(points).first(count, point -> !unwanted.contains(point)))
              .isEqualTo(
                  order(points).subList(0, count).stream()
                      .filter(point -> !unwanted.contains(point))
                      .toList());
        });
  }

  @Test
  void aFrontIsCoveredFromItsEndsToItsMiddle() {
    List<Point> line =
        IntStream.rangeClosed(0, 8)
            .mapToObj(i -> new Point("p" + i, List.of((double) i, 1000.0 * (8 - i))))
            .toList();

    assertThat(ids(order(line)).subList(0, 5)).containsExactly("p0", "p8", "p4", "p2", "p6");
  }

  @Test
  void whatIsEqualStandsByItsId() {
    Point a = new Point("a", List.of(1.0, 2.0));
    Point b = new Point("b", List.of(1.0, 2.0));

    assertThat(order(List.of(b, a))).containsExactly(a, b);
    assertThat(order(List.of())).isEmpty();
  }

  private interface Law {
    void check(Random random, List<Point> points);
  }

  private static void onRandomPoints(Law law) {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Point> points = Points.random(random, random.nextInt(30), 1 + random.nextInt(4));
      try {
        law.check(random, points);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static List<Point> order(List<Point> points) {
    return grown(points).all();
  }

  private static SpreadOrder grown(List<Point> points) {
    SpreadOrder order = new SpreadOrder();
    points.forEach(order::add);
    return order;
  }

  private static double power(int exponent) {
    return Math.scalb(1.0, exponent);
  }

  private static Point scaled(Point point, double[] zeros, double[] factors) {
    return new Point(
        point.id(),
        IntStream.range(0, factors.length)
            .mapToObj(i -> (point.costs().get(i) + zeros[i]) * factors[i])
            .toList());
  }

  private static List<String> ids(List<Point> points) {
    return points.stream().map(Point::id).toList();
  }
}
