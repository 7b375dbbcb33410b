package org.espalier.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/** The stages of a course that can be run by now: what they build on is there, and gone on from. */
final class StageQueue {
  private final Course course;
  private final Function<Stage, Variant> known;
  private final Consumer<Variant> settle;
  private final Consumer<String> letGo;
  private final PriorityQueue<Stage> ready;

  /**
   * Begins a course.
   *
   * @param known a stage's variant, or null while it is not settled
   * @param settle is given those that cannot be run since what they build on has failed
   * @param letGo is given the checkpoints that nobody needs any more
   */
  StageQueue(
      Course course,
      Function<Stage, Variant> known,
      Consumer<Variant> settle,
      Consumer<String> letGo) {
    this.course = course;
    this.known = known;
    this.settle = settle;
    this.letGo = letGo;
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

  /** Takes what can be run now that a variant is settled. */
  void follow(Variant variant) {
    List<Stage> children = course.children().apply(variant.stage());
    if (course.retention() != null) {
      int builtOnIt = variant.done() ? children.size() : 0;
      course.retention().settled(variant, builtOnIt).forEach(letGo);
    }
    if (!variant.done()) {
      children.forEach(child -> skip(child, variant));
    }
    for (Variant goneOnFrom : course.stopping().settled(variant)) {
      course.children().apply(goneOnFrom.stage()).forEach(this::offer);
    }
  }

  /** Takes a stage that is not settled yet, and goes on below one that is. */
  private void offer(Stage stage) {
    Variant variant = known.apply(stage);
    if (variant == null) {
      ready.add(stage);
    } else {
      follow(variant);
    }
  }

  private void skip(Stage stage, Variant failed) {
    if (known.apply(stage) == null) {
      settle.accept(Variant.skipped(stage, failed));
    }
    follow(known.apply(stage));
  }
}
