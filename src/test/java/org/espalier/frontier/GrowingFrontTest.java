package org.espalier.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingFrontTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void isTheFrontOfAllAtEveryStepAndTellsEachLoserOnce(int objectives) {
    Random random = new Random(objectives);
    for (int round = 0; round < 50; round++) {
      List<Point> points = points(random, objectives);
      Collections.shuffle(points, random);
      GrowingFront front = new GrowingFront();
      Set<Point> seen = new HashSet<>();
      Set<Point> lost = new HashSet<>();
      for (Point point : points) {
        seen.add(point);
        for (Point loser : front.add(point)) {
          assertThat(lost.add(loser)).as("%s is told once", loser).isTrue();
        }
        assertThat(front.members()).containsExactlyInAnyOrderElementsOf(Front.of(seen));
        assertThat(lost).hasSize(seen.size() - front.members().size());
      }
    }
  }

  /** Of few values, so that many are equal in some objective, or in all. */
  private static List<Point> points(Random random, int objectives) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      points.add(
          new Point(
              "p" + i,
              IntStream.range(0, objectives).mapToObj(o -> (double) random.nextInt(6)).toList()));
    }
    return points;
  }
}
