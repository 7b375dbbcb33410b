package org.espalier.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/** The stages of a course that can be run by now: what they build on is there, and gone on from. */
final class StageQueue {
  private final Course course;
  private final Function<String, Variant> known;
  private final Consumer<Variant> settle;
  private final Consumer<String> letGo;
  private final ObjIntConsumer<Stopped> stop;
  private int stoppedBefore;
  private final PriorityQueue<Stage> ready;

  /**
   * Begins a course.
   *
   * @param known the variant of a stage's id, or null while it is not settled
   * @param settle is given those that cannot be run since what they build on has failed
   * @param letGo is given the checkpoints that nobody needs any more
   * @param stop is given those that are not gone on from, once each, and how many stages are not
   *     run for that
   */
  StageQueue(
      Course course,
      Function<String, Variant> known,
      Consumer<Variant> settle,
      Consumer<String> letGo,
      ObjIntConsumer<Stopped> stop) {
    this.course = course;
    this.known = known;
    this.settle = settle;
    this.letGo = letGo;
    this.stop = stop;
    this.ready =
        new PriorityQueue<>(
            Comparator.<Stage>comparingInt(stage -> -course.heights().getOrDefault(stage.id(), 0))
                .thenComparing(Stage::id));
    course.first().forEach(this::offer);
  }

  boolean isEmpty() {
    return ready.isEmpty();
  }

  Stage poll() {
    return ready.poll();
  }

  /** Takes back stages for which a model had to be made again, and now is. */
  void madeAgain(Variant variant, List<Stage> waiting) {
    if (course.retention() != null) {
      course.retention().madeAgain(variant);
    }
    ready.addAll(waiting);
  }

  /** Takes what can be run now that a variant is settled. */
  void follow(Variant variant) {
    List<Stage> children = course.children().apply(variant.stage());
    if (course.retention() != null) {
      int builtOnIt = variant.done() ? children.size() : 0;
      course.retention().settled(variant, builtOnIt).forEach(letGo);
    }
    if (variant.done()) {
      children.stream().filter(child -> !child.goesOn()).forEach(this::offer);
    } else {
      children.forEach(child -> skip(child, variant));
    }
    List<Variant> goneOnFrom = course.stopping().settled(variant);
    giveUp();
    for (Variant some : goneOnFrom) {
      goingOnFrom(some.stage()).forEach(this::offer);
    }
  }

  private List<Stage> goingOnFrom(Stage stage) {
    return course.children().apply(stage).stream().filter(Stage::goesOn).toList();
  }

  private void giveUp() {
    List<Stopped> stopped = course.stopping().stopped();
    for (; stoppedBefore < stopped.size(); stoppedBefore++) {
      Stopped some = stopped.get(stoppedBefore);
      Variant variant = known.apply(some.variant());
      if (course.retention() != null) {
        course.retention().stopped(variant, goingOnFrom(variant.stage()).size()).forEach(letGo);
      }
      int spared = goingOnFrom(variant.stage()).stream().mapToInt(this::withAllBelow).sum();
      stop.accept(some, spared);
    }
  }

  private int withAllBelow(Stage stage) {
    return 1 + course.children().apply(stage).stream().mapToInt(this::withAllBelow).sum();
  }

  /** Takes a stage that is not settled yet, and goes on below one that is. */
  private void offer(Stage stage) {
    Variant variant = known.apply(stage.id());
    if (variant == null) {
      ready.add(stage);
    } else {
      follow(variant);
    }
  }

  private void skip(Stage stage, Variant failed) {
    if (known.apply(stage.id()) == null) {
      settle.accept(Variant.skipped(stage, failed));
    }
    follow(known.apply(stage.id()));
  }
}
