package org.espalier.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.frontier.Front;
import org.espalier.frontier.Hypervolume;
import org.espalier.frontier.Point;
import org.espalier.sweep.spec.ObjectiveName;

/**
 * The variants that no other variant beats on all objectives. Controls take no part in it: they are
 * what it is compared with, and must not change what is chosen.
 *
 * @param objectives what they are weighed by
 * @param members in a fixed order, best first objective first
 * @param reference the point that bounds the hypervolume, in the objectives' own units: accuracy 0,
 *     and every cost 10 % above the dense model's, so that a variant as dear as the dense one
 *     counts
 * @param hypervolume dominated share of the box between the reference and the ideal point (accuracy
 *     1, costs 0)
 * @param unbeatenControls the controls that nothing beats, neither a member nor another control:
 *     where there are some, they question the front
 */
public record VariantFront(
    List<ObjectiveName> objectives,
    List<Variant> members,
    List<Double> reference,
    double hypervolume,
    List<Variant> unbeatenControls) {
  private static final double ROOM_ABOVE_DENSE = 1.1;

  public VariantFront {
    objectives = List.copyOf(objectives);
    members = List.copyOf(members);
    reference = List.copyOf(reference);
    unbeatenControls = List.copyOf(unbeatenControls);
  }

  /**
   * The front of all variants that are done, but for controls.
   *
   * @param dense the baseline, to which costs are put in proportion
   */
  public static VariantFront of(
      Collection<Variant> variants, Variant dense, List<ObjectiveName> objectives) {
    Map<String, Variant> byId =
        variants.stream()
            .filter(Variant::done)
            .collect(Collectors.toMap(Variant::id, Function.identity()));
    List<Point> all =
        byId.values().stream().map(variant -> point(variant, dense, objectives)).toList();
    List<Point> front =
        Front.of(all.stream().filter(point -> !byId.get(point.id()).isControl()).toList());
    return new VariantFront(
        objectives,
        front.stream().map(point -> byId.get(point.id())).toList(),
        objectives.stream().map(objective -> referenceOf(objective, dense)).toList(),
        Hypervolume.of(front, unitReference(objectives)),
        Front.of(all).stream()
            .map(point -> byId.get(point.id()))
            .filter(Variant::isControl)
            .toList());
  }

  /** The {@code count} pruned members that together cover the front best. */
  public List<Variant> spread(int count, Variant dense) {
    Map<String, Variant> byId =
        members.stream()
            .filter(member -> member.stage().kind() == Stage.Kind.ROUND)
            .collect(Collectors.toMap(Variant::id, Function.identity()));
    List<Point> points =
        byId.values().stream().map(member -> point(member, dense, objectives)).toList();
    return Hypervolume.spread(points, unitReference(objectives), count).stream()
        .map(point -> byId.get(point.id()))
        .toList();
  }

  public Set<String> ids() {
    return members.stream().map(Variant::id).collect(Collectors.toSet());
  }

  /** What a variant measures in an objective, in the objective's own unit. */
  public static double value(Variant variant, ObjectiveName objective) {
    Measured measured = variant.measured();
    return switch (objective) {
      case ACCURACY -> measured.accuracy();
      case MACS -> measured.macs();
      case BYTES -> measured.bytes();
      case PARAMETERS -> measured.parameters();
      case NONZERO -> measured.nonzero();
    };
  }

  /** All objectives as costs, each in its own unit: dominance asks for no more. */
  static Point rawCosts(Variant variant, List<ObjectiveName> objectives) {
    return new Point(
        variant.id(),
        objectives.stream()
            .map(some -> some.maximised() ? -value(variant, some) : value(variant, some))
            .toList());
  }

  private static double referenceOf(ObjectiveName objective, Variant dense) {
    return objective.maximised() ? 0 : ROOM_ABOVE_DENSE * value(dense, objective);
  }

  /** All objectives as costs between 0 (ideal) and 1 (reference). */
  static List<Double> costs(Variant variant, Variant dense, List<ObjectiveName> objectives) {
    List<Double> costs = new ArrayList<>();
    for (ObjectiveName objective : objectives) {
      double value = value(variant, objective);
      costs.add(objective.maximised() ? 1 - value : value / referenceOf(objective, dense));
    }
    return costs;
  }

  private static Point point(Variant variant, Variant dense, List<ObjectiveName> objectives) {
    return new Point(variant.id(), costs(variant, dense, objectives));
  }

  private static List<Double> unitReference(List<ObjectiveName> objectives) {
    return objectives.stream().map(objective -> 1.0).toList();
  }
}
