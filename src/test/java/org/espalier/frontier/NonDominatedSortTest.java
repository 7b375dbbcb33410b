package org.espalier.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NonDominatedSortTest {
  @Test
  void aFrontIsThatOfAllThatIsNotInOneBefore() {
    for (int seed = 0; seed < 300; seed++) {
      List<Point> left = points(seed);
      for (List<Point> front : NonDominatedSort.fronts(left)) {
        assertThat(front).as("seed %d", seed).isEqualTo(Front.of(left)).isNotEmpty();
        left.removeAll(front);
      }
      assertThat(left).isEmpty();
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
  void ofNothingIsNothing() {
    assertThat(NonDominatedSort.fronts(List.of())).isEmpty();
  }

  private static List<Point> points(int seed) {
    Random random = new Random(seed);
    return new ArrayList<>(Points.random(random, random.nextInt(50), 1 + random.nextInt(4)));
  }
}
