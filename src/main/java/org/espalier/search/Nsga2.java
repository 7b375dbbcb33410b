package org.espalier.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.frontier.CrowdingDistance;
import org.espalier.frontier.NonDominatedSort;
import org.espalier.frontier.Point;

/**
 * Evolution towards several goals at once: Deb, Pratap, Agarwal and Meyarivan, A Fast and Elitist
 * Multiobjective Genetic Algorithm: NSGA-II (2002). The best of a generation and its parents are
 * the next parents; who is better is decided by the front that one lies on, on the same front by
 * the room that one has.
 *
 * <p>Places are crossed uniformly (Syswerda, 1989), coordinate by coordinate, as most coordinates
 * here are choices, between which simulated binary crossover has no meaning.
 */
public final class Nsga2 {
  /** With which two places are crossed, as in the paper; otherwise the child is like one parent. */
  static final double CROSSOVER_PROBABILITY = 0.9;

  private Nsga2() {}

  /**
   * All that were tried, best first: by front, then by crowding distance, the roomiest first, then
   * by id. Those of which nothing came are behind all others, as infeasible solutions are in the
   * paper. Neither the order of arrival nor the objectives' units matter.
   */
  public static List<Tried> ranked(Collection<Tried> tried) {
    Map<String, Tried> byId =
        tried.stream().collect(Collectors.toMap(Tried::id, Function.identity()));
    List<Point> points =
        tried.stream()
            .flatMap(one -> one.costs().map(costs -> new Point(one.id(), costs)).stream())
            .toList();
    Stream<Tried> ended =
        NonDominatedSort.fronts(points).stream()
            .flatMap(front -> roomiestFirst(front).stream())
            .map(point -> byId.get(point.id()));
    Stream<Tried> lost =
        tried.stream().filter(one -> one.costs().isEmpty()).sorted(Comparator.comparing(Tried::id));
    return Stream.concat(ended, lost).toList();
  }

  private static List<Point> roomiestFirst(List<Point> front) {
    Map<Point, Double> room = CrowdingDistance.of(front);
    return front.stream()
        .sorted(
            Comparator.comparing((Point point) -> room.get(point))
                .reversed()
                .thenComparing(Point::id))
        .toList();
  }

  /**
   * A place that descends from two of the parents, each the better of two that meet by chance.
   *
   * @param parents as {@link #ranked} has them
   */
  public static List<Double> child(List<Tried> parents, Cube cube, RandomGenerator random) {
    Tried one = winner(parents, random);
    Tried other = winner(parents, random);
    List<Double> child =
        random.nextDouble() < CROSSOVER_PROBABILITY
            ? crossed(one.place(), other.place(), random)
            : one.place();
    return mutated(child, cube, random);
  }

  private static Tried winner(List<Tried> parents, RandomGenerator random) {
    return parents.get(Math.min(random.nextInt(parents.size()), random.nextInt(parents.size())));
  }

  private static List<Double> crossed(
      List<Double> one, List<Double> other, RandomGenerator random) {
    List<Double> child = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      child.add(random.nextBoolean() ? one.get(i) : other.get(i));
    }
    return child;
  }

  /** Each coordinate changes with probability 1/d, so that one does on average. */
  private static List<Double> mutated(List<Double> place, Cube cube, RandomGenerator random) {
    List<Double> mutant = new ArrayList<>();
    for (int i = 0; i < place.size(); i++) {
      boolean changes = random.nextDouble() * place.size() < 1;
      mutant.add(changes ? mutated(place.get(i), cube.dimensions().get(i), random) : place.get(i));
    }
    return mutant;
  }

  private static double mutated(double coordinate, Dimension dimension, RandomGenerator random) {
    return switch (dimension) {
      case CHOICE -> random.nextDouble();
      case RANGE -> PolynomialMutation.of(coordinate, random.nextDouble());
    };
  }
}
