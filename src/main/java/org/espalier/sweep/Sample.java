package org.espalier.sweep;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What was measured of the same thing several times.
 *
 * @param values finite
 */
public record Sample(List<Double> values) {
  public Sample {
    values = List.copyOf(values);
  }

  public int size() {
    return values.size();
  }

  /** Empty where nothing was measured. */
  public OptionalDouble mean() {
    return values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(meanOfSome());
  }

  /** The sample standard deviation, by n − 1; empty where less than two values were measured. */
  public OptionalDouble deviation() {
    if (size() < 2) {
      return OptionalDouble.empty();
    }
    double mean = meanOfSome();
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return OptionalDouble.of(Math.sqrt(squares / (size() - 1)));
  }

  /** Around the first value, so that equal values have just that mean, and no deviation from it. */
  private double meanOfSome() {
    double first = values.get(0);
    return first + values.stream().mapToDouble(value -> value - first).sum() / size();
  }
}
