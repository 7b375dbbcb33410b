package org.espalier.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HypervolumeTest {
  @Test
  void isTheSumOverAllSubsetsOfTheirCommonBoxes() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int objectives = 1 + seed % 4;
      List<Point> points = Points.random(random, random.nextInt(9), objectives);
      List<Double> reference = Points.reference(objectives, random.nextInt(2) == 0 ? 1.1 : 0.7);

      assertThat(Hypervolume.of(points, reference))
          .as("seed %d", seed)
          .isCloseTo(byInclusionAndExclusion(points, reference), within(1e-9));
    }
  }

  @Test
  void isTheShareOfRandomPlacesThatAreDominated() {
    int samples = 40_000;
    for (int objectives = 1; objectives <= 4; objectives++) {
      Random random = new Random(objectives);
      List<Point> points = Points.random(random, 30, objectives);
      List<Double> reference = Points.reference(objectives, 1.0);
      long dominated =
          random.ints(samples).filter(i -> isDominated(place(random, reference), points)).count();

      double fourSigma = 4 * 0.5 / Math.sqrt(samples);
      assertThat(Hypervolume.of(points, reference))
          .as("%d objectives", objectives)
          .isCloseTo(dominated / (double) samples, within(fourSigma));
    }
  }

  @Test
  void dominatedPointsAddNothing() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      int objectives = 1 + seed % 4;
      List<Point> points = Points.random(random, 20, objectives);
      List<Double> reference = Points.reference(objectives, 1.1);

      assertThat(Hypervolume.of(points, reference))
          .as("seed %d", seed)
          .isCloseTo(Hypervolume.of(Front.of(points), reference), within(1e-12));
    }
  }

  @Test
  void isKnownForTwoSteps() {
    List<Point> points =
        List.of(new Point("a", List.of(1.0, 3.0)), new Point("b", List.of(2.0, 1.0)));

    assertThat(Hypervolume.of(points, List.of(4.0, 4.0))).isEqualTo(3 * 1 + 2 * 2);
  }

  @Test
  void pointsThatDoNotStayBelowTheReferenceAddNothing() {
    assertThat(Hypervolume.of(List.of(new Point("on", List.of(1.0, 0.0))), List.of(1.0, 1.0)))
        .isZero();
    assertThat(Hypervolume.of(List.of(), List.of(1.0, 1.0))).isZero();
  }

  @Test
  void spreadIsTheGreedyChoice() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int objectives = 1 + seed % 3;
      List<Point> points = Points.random(random, 12, objectives);
      List<Double> reference = Points.reference(objectives, 1.1);
      List<Point> spread = Hypervolume.spread(points, reference, 4);

      List<Point> front = Front.of(points);
      assertThat(spread).as("seed %d", seed).hasSize(Math.min(4, front.size())).isSubsetOf(front);
      for (int i = 0; i < spread.size(); i++) {
        assertThat(Hypervolume.of(spread.subList(0, i + 1), reference))
            .as("seed %d, choice %d", seed, i)
            .isCloseTo(bestWithOneMore(spread.subList(0, i), front, reference), within(1e-12));
      }
    }
  }

  @Test
  void spreadDoesNotDependOnTheOrderOfArrival() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      int objectives = 1 + seed % 4;
      List<Point> points = Points.random(random, 15, objectives);
      List<Point> shuffled = new ArrayList<>(points);
      Collections.shuffle(shuffled, random);
      List<Double> reference = Points.reference(objectives, 1.1);

      assertThat(Hypervolume.spread(shuffled, reference, 5))
          .as("seed %d", seed)
          .isEqualTo(Hypervolume.spread(points, reference, 5));
    }
  }

  @Test
  void spreadTakesEqualsInOrderAndEndsWithTheFront() {
    Point a = new Point("a", List.of(0.5, 0.5));
    Point b = new Point("b", List.of(0.5, 0.5));

    assertThat(Hypervolume.spread(List.of(b, a), List.of(1.0, 1.0), 5)).containsExactly(a, b);
    assertThat(Hypervolume.spread(List.of(b, a), List.of(1.0, 1.0), 1)).containsExactly(a);
    assertThat(Hypervolume.spread(List.of(b, a), List.of(1.0, 1.0), 0)).isEmpty();
  }

  /** The volume of a union of boxes: boxes, less pairs, plus triples … */
  private static double byInclusionAndExclusion(List<Point> points, List<Double> reference) {
    double volume = 0;
    for (int subset = 1; subset < 1 << points.size(); subset++) {
      int sign = Integer.bitCount(subset) % 2 == 1 ? 1 : -1;
      volume += sign * commonBox(points, subset, reference);
    }
    return volume;
  }

  private static double commonBox(List<Point> points, int subset, List<Double> reference) {
    double box = 1;
    for (int objective = 0; objective < reference.size(); objective++) {
      double worst = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < points.size(); i++) {
        if ((subset >> i & 1) == 1) {
          worst = Math.max(worst, points.get(i).costs().get(objective));
        }
      }
      box *= Math.max(0, reference.get(objective) - worst);
    }
    return box;
  }

  private static double bestWithOneMore(
      List<Point> chosen, List<Point> front, List<Double> reference) {
    double best = 0;
    for (Point point : front) {
      if (!chosen.contains(point)) {
        List<Point> more = new ArrayList<>(chosen);
        more.add(point);
        best = Math.max(best, Hypervolume.of(more, reference));
      }
    }
    return best;
  }

  private static List<Double> place(Random random, List<Double> reference) {
    return reference.stream().map(side -> side * random.nextDouble()).toList();
  }

  private static boolean isDominated(List<Double> place, List<Point> points) {
    return points.stream()
        .anyMatch(
            point -> {
              for (int i = 0; i < place.size(); i++) {
                if (point.costs().get(i) > place.get(i)) {
                  return false;
                }
              }
              return true;
            });
  }
}
