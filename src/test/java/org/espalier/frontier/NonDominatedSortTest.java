package org.espalier.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NonDominatedSortTest {
  /** By the definition: take the front away, again and again. */
  @Test
  void isWhatPeelingFrontAfterFrontGives() {
    for (int seed = 0; seed < 300; seed++) {
      List<Point> points = points(seed);
      List<List<Point>> peeled = new ArrayList<>();
      List<Point> left = new ArrayList<>(points);
      while (!left.isEmpty()) {
        List<Point> front = unbeaten(left);
        left.removeAll(front);
        peeled.add(front.stream().sorted(Front.ORDER).toList());
      }

      assertThat(NonDominatedSort.fronts(points)).as("seed %d", seed).isEqualTo(peeled);
    }
  }

  @Test
  void doesNotDependOnTheOrderOfArrival() {
    for (int seed = 0; seed < 300; seed++) {
      List<Point> points = points(seed);
      List<Point> shuffled = new ArrayList<>(points);
      Collections.shuffle(shuffled, new Random(seed));

      assertThat(NonDominatedSort.fronts(shuffled)).isEqualTo(NonDominatedSort.fronts(points));
    }
  }

  @Test
  void ofNothingThereIsNoFront() {
    assertThat(NonDominatedSort.fronts(List.of())).isEmpty();
  }

  private static List<Point> unbeaten(List<Point> points) {
    return points.stream()
        .filter(point -> points.stream().noneMatch(other -> other.dominates(point)))
        .toList();
  }

  private static List<Point> points(int seed) {
    Random random = new Random(seed);
    return Points.random(random, random.nextInt(60), 1 + random.nextInt(4));
  }
}
