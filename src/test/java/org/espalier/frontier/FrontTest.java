package org.espalier.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Law 7: no member is dominated, and the order of arrival does not show. */
class FrontTest {
  @Test
  void isWhatNoOtherPointDominates() {
    onRandomPoints(
        (random, points) ->
            assertThat(Front.of(points))
                .containsExactlyInAnyOrderElementsOf(
                    points.stream().filter(point -> isUnbeaten(point, points)).toList()));
  }

  @Test
  void doesNotDependOnTheOrderOfArrival() {
    onRandomPoints(
        (random, points) -> {
          List<Point> shuffled = new ArrayList<>(points);
          Collections.shuffle(shuffled, random);
          assertThat(Front.of(shuffled)).isEqualTo(Front.of(points));
        });
  }

  @Test
  void equalPointsAreAllOnIt() {
    Point a = new Point("a", List.of(1.0, 2.0));
    Point b = new Point("b", List.of(1.0, 2.0));
    Point worse = new Point("c", List.of(1.0, 3.0));

    assertThat(Front.of(List.of(worse, b, a))).containsExactly(a, b);
  }

  @Test
  void ofNothingIsEmpty() {
    assertThat(Front.of(List.of())).isEmpty();
  }

  @Test
  void dominanceNeedsOneObjectiveBetterAndNoneWorse() {
    Point point = new Point("p", List.of(1.0, 1.0));

    assertThat(point.dominates(new Point("q", List.of(1.0, 2.0)))).isTrue();
    assertThat(point.dominates(new Point("q", List.of(1.0, 1.0)))).isFalse();
    assertThat(point.dominates(new Point("q", List.of(0.0, 2.0)))).isFalse();
  }

  @Test
  void refusesPointsWithoutNumbers() {
    assertThatThrownBy(() -> new Point("p", List.of())).hasMessageContaining("point p");
    assertThatThrownBy(() -> new Point("p", List.of(1.0, Double.NaN)))
        .hasMessageContainingAll("point p", "NaN");
  }

  private interface Law {
    void check(Random random, List<Point> points);
  }

  private static void onRandomPoints(Law law) {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<Point> points = Points.random(random, random.nextInt(60), 1 + random.nextInt(4));
      try {
        law.check(random, points);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /** By the definition: nobody is nowhere worse and somewhere better. */
  private static boolean isUnbeaten(Point point, List<Point> points) {
    return points.stream().noneMatch(other -> beats(other.costs(), point.costs()));
  }

  private static boolean beats(List<Double> a, List<Double> b) {
    boolean nowhereWorse = true;
    for (int i = 0; i < a.size(); i++) {
      nowhereWorse &= a.get(i) <= b.get(i);
    }
    return nowhereWorse && !a.equals(b);
  }
}
