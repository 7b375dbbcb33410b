package org.espalier.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * A stage tree of which all results are known, run by the queue of real sweeps on slots of any
 * speed.
 */
final class Replay {
  private final List<Stage> stages;
  private final Function<Stage, Variant> results;
  private final Map<String, List<Stage>> children = new HashMap<>();
  private final Map<String, Integer> heights = new HashMap<>();

  /**
   * A tree.
   *
   * @param stages parents before children, the dense model's first
   */
  Replay(List<Stage> stages, Function<Stage, Variant> results) {
    this.stages = stages;
    this.results = results;
    for (Stage stage : stages) {
      children.computeIfAbsent(stage.parent(), parent -> new ArrayList<>()).add(stage);
    }
    for (int i = stages.size() - 1; i >= 0; i--) {
      Stage stage = stages.get(i);
      heights.merge(stage.id(), 1, Math::max);
      heights.merge(stage.parent(), heights.get(stage.id()) + 1, Math::max);
    }
  }

  /**
   * What came of it.
   *
   * @param settled by id, in the order of arrival
   * @param notRun stages that were not run because of what was stopped
   */
  record Outcome(Map<String, Variant> settled, Set<Stopped> stopped, int notRun) {
    /** What must not depend on the order of arrival. */
    Outcome sorted() {
      return new Outcome(Map.copyOf(settled), Set.copyOf(stopped), notRun);
    }

    Set<String> ids() {
      return settled.keySet();
    }
  }

  /**
   * Runs to the end.
   *
   * @param next which of so many running stages ends next, from 0
   */
  Outcome run(EarlyStopping stopping, int slots, IntUnaryOperator next) {
    return goOn(Map.of(), stopping, slots, next, Integer.MAX_VALUE);
  }

  /**
   * Goes on from what an earlier run has settled.
   *
   * @param most stages that may end before it is killed
   */
  Outcome goOn(
      Map<String, Variant> before,
      EarlyStopping stopping,
      int slots,
      IntUnaryOperator next,
      int most) {
    Map<String, Variant> known = new LinkedHashMap<>(before);
    List<Stopped> stopped = new ArrayList<>();
    int[] notRun = {0};
    Course course = new Course(stages.subList(0, 1), this::children, heights, stopping, null);
    StageQueue queue =
        new StageQueue(
            course,
            known::get,
            skipped -> known.put(skipped.id(), skipped),
            checkpoint -> {},
            (some, below) -> {
              stopped.add(some);
              notRun[0] += below;
            });
    List<Stage> running = new ArrayList<>();
    for (int ended = 0; ended < most; ended++) {
      while (running.size() < slots && !queue.isEmpty()) {
        running.add(queue.poll());
      }
      if (running.isEmpty()) {
        break;
      }
      Variant variant = results.apply(running.remove(next.applyAsInt(running.size())));
      known.put(variant.id(), variant);
      queue.follow(variant);
    }
    return new Outcome(known, stopped.stream().collect(Collectors.toSet()), notRun[0]);
  }

  List<Stage> stages() {
    return stages;
  }

  List<Stage> children(Stage stage) {
    return children.getOrDefault(stage.id(), List.of());
  }
}
