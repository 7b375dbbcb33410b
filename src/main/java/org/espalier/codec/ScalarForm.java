package org.espalier.codec;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.espalier.codec.tree.Node;
import org.espalier.codec.tree.Node.Scalar;
import org.espalier.codec.tree.Problems;

/**
 * A single value: a number of some range, or a text.
 *
 * @param allowed what it may be, in words
 * @param parse the value, if it is one
 */
record ScalarForm<T>(String allowed, Function<Scalar, Optional<T>> parse) implements Form<T> {
  /** Decimal alone: no underscores, octals or other notations of YAML that surprise. */
  private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");

  /** Far above all that makes sense, and low enough for arithmetic on it not to overflow. */
  private static final int HIGHEST_COUNT = 1_000_000;

  /** A whole number of something, {@code least} or more of it. */
  static Form<Integer> count(int least) {
    return new ScalarForm<>(
        "a whole number from %d to %d".formatted(least, HIGHEST_COUNT),
        scalar ->
            whole(scalar)
                .filter(number -> number >= least && number <= HIGHEST_COUNT)
                .map(Math::toIntExact));
  }

  static Form<Long> seed() {
    return new ScalarForm<>(
        "a whole number of 64 bits other than 0, which DL4J takes for no seed",
        scalar -> whole(scalar).filter(number -> number != 0));
  }

  static Form<Double> real(String allowed, Predicate<Double> range) {
    return new RealForm(allowed, range);
  }

  /** Some of the whole, neither nothing nor everything. */
  static Form<Double> share() {
    return real("a number above 0 and below 1", number -> number > 0 && number < 1);
  }

  /** By how much sparsity grows in a round. */
  static Form<Double> step() {
    return real("a number from 0.001, below 1", number -> number >= 0.001 && number < 1);
  }

  static Form<Double> positive() {
    return real("a finite number above 0", number -> number > 0 && Double.isFinite(number));
  }

  static Form<String> text(String allowed, Predicate<String> accepted) {
    return new ScalarForm<>(
        allowed,
        scalar ->
            Optional.of(scalar)
                .filter(given -> given.kind() != Scalar.Kind.NOTHING)
                .map(Scalar::text)
                .filter(accepted));
  }

  @Override
  public Optional<T> read(Node node, String key, Problems problems) {
    Optional<T> value = node instanceof Scalar scalar ? parse.apply(scalar) : Optional.empty();
    if (value.isEmpty()) {
      problems.refuse(node, key, allowed);
    }
    return value;
  }

  @Override
  public Object plain(T value) {
    return value;
  }

  private static Optional<Long> whole(Scalar scalar) {
    if (scalar.kind() != Scalar.Kind.NUMBER || !WHOLE.matcher(scalar.text()).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(scalar.text()));
    } catch (NumberFormatException beyond64Bits) {
      return Optional.empty();
    }
  }
}
