package org.espalier.sweep;

import java.util.ArrayList;
import java.util.List;
import org.espalier.sweep.spec.Choice;

/**
 * Reads a place of a search space, coordinate by coordinate: asked axis by axis it tells the value
 * on each.
 */
final class Pick {
  private final List<Double> place;
  private int read;

  Pick(List<Double> place) {
    this.place = place;
  }

  /** The value on the next axis. One that has a single value has no coordinate. */
  <T> T from(List<T> axis) {
    return axis.get(axis.size() == 1 ? 0 : (int) (next() * axis.size()));
  }

  /** The value on the next axis; behind the axis' own coordinate are those of all its ranges. */
  <T> T drawnFrom(List<Choice<T>> axis) {
    Choice<T> chosen = from(axis);
    List<Double> numbers = List.of();
    for (Choice<T> choice : axis) {
      List<Double> own = new ArrayList<>();
      choice.ranges().forEach((setting, range) -> own.add(next()));
      if (choice.equals(chosen)) {
        numbers = own;
      }
    }
    return chosen.at(numbers);
  }

  private double next() {
    return place.get(read++);
  }
}
