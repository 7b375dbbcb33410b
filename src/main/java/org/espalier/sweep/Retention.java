package org.espalier.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.espalier.frontier.GrowingFront;
import org.espalier.frontier.Point;
import org.espalier.sweep.spec.ObjectiveName;

/**
 * Which models a sweep still needs: those that stages are yet to build on, those that nothing beats
 * so far, since they may be delivered, and the dense one with its early states. What is beaten once
 * is beaten for good, so a model that is let go is never missed.
 */
final class Retention {
  private final List<ObjectiveName> objectives;
  private final GrowingFront front = new GrowingFront();
  private final GrowingFront frontWithControls = new GrowingFront();
  private final Map<String, Variant> held = new HashMap<>();
  private final Map<String, Integer> awaited = new HashMap<>();
  private final Map<String, Integer> onFronts = new HashMap<>();
  private final Map<String, Integer> holders = new HashMap<>();

  Retention(List<ObjectiveName> objectives) {
    this.objectives = List.copyOf(objectives);
  }

  /**
   * Takes a result, those of parents before those of their children.
   *
   * @param children how many stages build on it
   * @return checkpoints that nobody needs any more
   */
  List<String> settled(Variant variant, int children) {
    Set<String> touched = new HashSet<>();
    Stream.ofNullable(variant.stage().parent())
        .filter(parent -> awaited.computeIfPresent(parent, (id, left) -> left - 1) != null)
        .forEach(touched::add);
    if (variant.checkpoint() != null && isLetGo(variant)) {
      hold(variant, children);
      touched.add(variant.id());
      touched.addAll(weigh(variant));
    }
    return touched.stream().map(this::release).filter(Objects::nonNull).toList();
  }

  /**
   * A variant is not gone on from.
   *
   * @param spared how many of those that would have built on it will not
   */
  List<String> stopped(Variant variant, int spared) {
    awaited.merge(variant.id(), -spared, Integer::sum);
    return Stream.ofNullable(release(variant.id())).toList();
  }

  /** A variant's model was gone, and has been made again under another name. */
  void madeAgain(Variant variant) {
    if (held.containsKey(variant.id())) {
      holders.merge(held.put(variant.id(), variant).checkpoint(), -1, Integer::sum);
      holders.merge(variant.checkpoint(), 1, Integer::sum);
    }
  }

  /** Early states are gone back to by any round, and the dense model is delivered. */
  private static boolean isLetGo(Variant variant) {
    return switch (variant.stage().kind()) {
      case EARLY, BASELINE, SENSITIVITY, FINALIST -> false;
      case SPARSE, ROUND, FROM_SCRATCH -> true;
    };
  }

  private void hold(Variant variant, int children) {
    held.put(variant.id(), variant);
    awaited.put(variant.id(), children);
    holders.merge(variant.checkpoint(), 1, Integer::sum);
  }

  /** Puts a variant among those that nothing beats; those that are beaten now. */
  private List<String> weigh(Variant variant) {
    Point point = VariantFront.rawCosts(variant, objectives);
    List<Point> beaten = new ArrayList<>(enter(frontWithControls, point));
    if (!variant.isControl()) {
      beaten.addAll(enter(front, point));
    }
    return beaten.stream().map(Point::id).toList();
  }

  private List<Point> enter(GrowingFront some, Point point) {
    onFronts.merge(point.id(), 1, Integer::sum);
    List<Point> beaten = some.add(point);
    beaten.forEach(loser -> onFronts.merge(loser.id(), -1, Integer::sum));
    return beaten;
  }

  /** Lets a variant go if nobody needs it; its checkpoint, unless another variant has the same. */
  private String release(String id) {
    if (!held.containsKey(id) || awaited.get(id) > 0 || onFronts.get(id) > 0) {
      return null;
    }
    String checkpoint = held.remove(id).checkpoint();
    return holders.merge(checkpoint, -1, Integer::sum) == 0 ? checkpoint : null;
  }
}
