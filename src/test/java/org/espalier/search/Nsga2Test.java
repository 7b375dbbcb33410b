package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.espalier.frontier.Hypervolume;
import org.espalier.frontier.Point;
import org.junit.jupiter.api.Test;

class Nsga2Test {
  private static final int POPULATION = 40;
  private static final int GENERATIONS = 40;
  private static final Cube RANGES = new Cube(Collections.nCopies(10, Dimension.RANGE));

  /** Zitzler, Deb and Thiele (2000), T1, whose best are where all coordinates but one are 0. */
  private static List<Double> zdt1(List<Double> place) {
    double rest = place.stream().skip(1).mapToDouble(x -> x).sum();
    double g = 1 + 9 * rest / (place.size() - 1);
    return List.of(place.get(0), g * (1 - Math.sqrt(place.get(0) / g)));
  }

  /** The same among choices: the fourth of eight is right, and its neighbours are no nearer. */
  private static List<Double> zdt1OfChoices(List<Double> place) {
    List<Double> told = new ArrayList<>(List.of(place.get(0)));
    place.stream().skip(1).forEach(x -> told.add(Math.floor(x * 8) == 3 ? 0.0 : 1.0));
    return zdt1(told);
  }

  @Test
  void comesFarNearerThanChanceWithAsManyTrials() {
    for (long seed = 1; seed <= 5; seed++) {
      double evolved = volume(evolve(seed, RANGES, Nsga2Test::zdt1));
      double drawn = volume(draw(seed, RANGES, Nsga2Test::zdt1));

      // The box below (1.1, 7) has 7.7 less 1/3 above the front of all best.
      double best = 1.1 * 7 - 1 / 3.0;
      assertThat(evolved).as("seed %d", seed).isBetween(0.98 * best, best);
      assertThat(drawn).as("seed %d by chance", seed).isLessThan(0.80 * best);
    }
  }

  @Test
  void findsItsWayAmongChoicesToo() {
    List<Dimension> dimensions = new ArrayList<>(List.of(Dimension.RANGE));
    dimensions.addAll(Collections.nCopies(9, Dimension.CHOICE));
    for (long seed = 1; seed <= 5; seed++) {
      double evolved = volume(evolve(seed, new Cube(dimensions), Nsga2Test::zdt1OfChoices));
      double drawn = volume(draw(seed, new Cube(dimensions), Nsga2Test::zdt1OfChoices));

      assertThat(evolved).as("seed %d", seed).isGreaterThan(1.3 * drawn);
    }
  }

  @Test
  void equalSeedsGiveEqualPlaces() {
    assertThat(evolve(7, RANGES, Nsga2Test::zdt1)).isEqualTo(evolve(7, RANGES, Nsga2Test::zdt1));
    assertThat(evolve(8, RANGES, Nsga2Test::zdt1)).isNotEqualTo(evolve(7, RANGES, Nsga2Test::zdt1));
  }

  @Test
  void rankingDependsNeitherOnTheOrderOfArrivalNorOnUnits() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Tried> tried = some(random, 1 + random.nextInt(3));
      List<Tried> shuffled = new ArrayList<>(tried);
      Collections.shuffle(shuffled, random);

      assertThat(Nsga2.ranked(shuffled)).isEqualTo(Nsga2.ranked(tried));
      assertThat(ids(Nsga2.ranked(shuffled.stream().map(Nsga2Test::scaled).toList())))
          .isEqualTo(ids(Nsga2.ranked(tried)));
    }
  }

  @Test
  void noneIsBehindOneThatItBeatsAndTheLostAreLast() {
    for (int seed = 0; seed < 300; seed++) {
      List<Tried> ranked = Nsga2.ranked(some(new Random(seed), 2));
      for (int i = 0; i < ranked.size(); i++) {
        for (Tried ahead : ranked.subList(0, i)) {
          assertThat(beats(ranked.get(i), ahead)).as("seed %d, place %d", seed, i).isFalse();
        }
      }
    }
  }

  @Test
  void amongEqualsThoseWithRoomComeFirst() {
    List<Tried> ranked =
        Nsga2.ranked(
            List.of(
                tried("crowded", 0.1, 0.9),
                tried("left", 0, 1),
                tried("near", 0.2, 0.8),
                tried("roomy", 0.6, 0.4),
                tried("right", 1, 0)));

    assertThat(ids(ranked)).containsExactly("left", "right", "roomy", "near", "crowded");
  }

  /** The better of two that meet by chance: of two the first wins in three meetings of four. */
  @Test
  void theBetterOfTwoIsAParent() {
    Cube cube = new Cube(Collections.nCopies(1000, Dimension.RANGE));
    List<Tried> parents =
        List.of(
            new Tried("better", Collections.nCopies(1000, 0.1), Optional.empty()),
            new Tried("worse", Collections.nCopies(1000, 0.9), Optional.empty()));
    RandomGenerator random = random(5);
    double fromTheBetter =
        IntStream.range(0, 500)
            .mapToObj(i -> Nsga2.child(parents, cube, random))
            .mapToDouble(child -> child.stream().filter(x -> x < 0.5).count() / 1000.0)
            .average()
            .orElseThrow();

    assertThat(fromTheBetter).isBetween(0.7, 0.8);
  }

  @Test
  void childrenStayInTheCube() {
    RandomGenerator random = random(3);
    List<Tried> edges =
        List.of(
            new Tried("low", Collections.nCopies(10, 0.0), Optional.empty()),
            new Tried("high", Collections.nCopies(10, Math.nextDown(1.0)), Optional.empty()));
    for (int i = 0; i < 2000; i++) {
      assertThat(Nsga2.child(edges, RANGES, random)).allMatch(x -> x >= 0 && x < 1);
    }
  }

  private static boolean beats(Tried one, Tried other) {
    if (one.costs().isEmpty() || other.costs().isEmpty()) {
      return one.costs().isPresent();
    }
    return new Point("", one.costs().get()).dominates(new Point("", other.costs().get()));
  }

  private static Tried tried(String id, double... costs) {
    List<Double> all = IntStream.range(0, costs.length).mapToObj(i -> costs[i]).toList();
    return new Tried(id, List.of(), Optional.of(all));
  }

  private static Tried scaled(Tried one) {
    Optional<List<Double>> costs =
        one.costs().map(c -> c.stream().map(cost -> cost * 1024).toList());
    return new Tried(one.id(), one.place(), costs);
  }

  /** On a grid so coarse that ties are common; of some nothing came. */
  private static List<Tried> some(Random random, int objectives) {
    List<Tried> some = new ArrayList<>();
    for (int i = 1 + random.nextInt(40); i > 0; i--) {
      List<Double> costs =
          IntStream.range(0, objectives).mapToObj(o -> random.nextInt(9) / 8.0).toList();
      some.add(
          new Tried(
              "t" + i, List.of(), random.nextInt(6) == 0 ? Optional.empty() : Optional.of(costs)));
    }
    return some;
  }

  private static List<String> ids(List<Tried> tried) {
    return tried.stream().map(Tried::id).toList();
  }

  /** The last parents. */
  private static List<Tried> evolve(
      long seed, Cube cube, Function<List<Double>, List<Double>> problem) {
    RandomGenerator random = random(seed);
    List<Tried> parents = List.of();
    Map<String, Tried> population = new HashMap<>();
    for (int generation = 0; generation < GENERATIONS; generation++) {
      parents.forEach(parent -> population.put(parent.id(), parent));
      for (int i = 0; i < POPULATION; i++) {
        List<Double> place =
            generation == 0 ? cube.draw(random) : Nsga2.child(parents, cube, random);
        String id = generation + "-" + i;
        population.put(id, new Tried(id, place, Optional.of(problem.apply(place))));
      }
      parents = Nsga2.ranked(population.values()).subList(0, POPULATION);
      population.clear();
    }
    return parents;
  }

  private static List<Tried> draw(
      long seed, Cube cube, Function<List<Double>, List<Double>> problem) {
    RandomGenerator random = random(seed);
    return IntStream.range(0, POPULATION * GENERATIONS)
        .mapToObj(i -> cube.draw(random))
        .map(place -> new Tried("", place, Optional.of(problem.apply(place))))
        .toList();
  }

  private static double volume(List<Tried> tried) {
    List<Point> points =
        tried.stream().map(one -> new Point(one.id(), one.costs().orElseThrow())).toList();
    return Hypervolume.of(points, List.of(1.1, 7.0));
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
