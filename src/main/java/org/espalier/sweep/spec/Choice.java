package org.espalier.sweep.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What an item on an axis of a search stands for: one value, or all values that some ranges in the
 * place of its numbers make. Two are equal where their lowest values and ranges are: how values are
 * made follows from these.
 */
public final class Choice<T> {
  private final T lowest;
  private final Map<String, Range> ranges;
  private final Function<Map<String, Double>, T> maker;

  private Choice(T lowest, Map<String, Range> ranges, Function<Map<String, Double>, T> maker) {
    this.lowest = lowest;
    this.ranges = ranges;
    this.maker = maker;
  }

  /** One value. */
  public static <T> Choice<T> of(T value) {
    return new Choice<>(value, Map.of(), numbers -> value);
  }

  /**
   * All that ranges make.
   *
   * @param ranges by the names of the settings that they stand for
   * @param maker the value that has these numbers for its settings
   */
  public static <T> Choice<T> of(
      Map<String, Range> ranges, Function<Map<String, Double>, T> maker) {
    Map<String, Range> kept = new TreeMap<>(ranges);
    Map<String, Double> lows = new LinkedHashMap<>();
    kept.forEach((name, range) -> lows.put(name, range.low()));
    return new Choice<>(maker.apply(lows), kept, maker);
  }

  /** Each as one value. */
  public static <T> List<Choice<T>> ofEach(List<T> values) {
    return values.stream().map(Choice::of).toList();
  }

  /** The value at the low end of all ranges. */
  public T lowest() {
    return lowest;
  }

  /** The value at the high end of all ranges. */
  public T highest() {
    Map<String, Double> highs = new LinkedHashMap<>();
    ranges.forEach((name, range) -> highs.put(name, range.high()));
    return maker.apply(highs);
  }

  /** Whether it is one value. */
  public boolean isFixed() {
    return ranges.isEmpty();
  }

  /** By the names of the settings that they stand for, in the order of these. */
  public Map<String, Range> ranges() {
    return new LinkedHashMap<>(ranges);
  }

  /**
   * The value with the numbers at these places of the ranges, a coordinate in [0, 1) for each. They
   * are in the order of the settings' names, so that it does not matter how a file is written.
   */
  public T at(List<Double> coordinates) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    ranges.forEach((name, range) -> numbers.put(name, range.at(coordinates.get(numbers.size()))));
    return maker.apply(numbers);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Choice<?> choice
        && lowest.equals(choice.lowest)
        && ranges.equals(choice.ranges);
  }

  @Override
  public int hashCode() {
    return Objects.hash(lowest, ranges);
  }

  @Override
  public String toString() {
    return isFixed() ? lowest.toString() : lowest + " with " + ranges;
  }
}
