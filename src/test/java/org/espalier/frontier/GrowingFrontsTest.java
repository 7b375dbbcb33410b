package org.espalier.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrowingFrontsTest {
  @Test
  void areThoseOfASortOfAllThatHaveCome() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      GrowingFronts fronts = new GrowingFronts();
      List<Point> come = new ArrayList<>();
      for (Point point : Points.random(random, 40, 1 + random.nextInt(4))) {
        fronts.add(point);
        come.add(point);

        assertThat(fronts.fronts()).as("seed %d", seed).isEqualTo(NonDominatedSort.fronts(come));
      }
    }
  }

  @Test
  void ofNothingAreNone() {
    assertThat(new GrowingFronts().fronts()).isEmpty();
  }
}
