package org.espalier.codec;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.espalier.codec.tree.Node;
import org.espalier.codec.tree.Node.Scalar;
import org.espalier.codec.tree.Problems;

/**
 * A number that need not be whole; only between such numbers is there something to draw from.
 *
 * @param allowed what it may be, in words
 */
record RealForm(String allowed, Predicate<Double> accepted) implements Form<Double> {
  /** Decimal alone, as {@link ScalarForm} has it. */
  private static final Pattern REAL =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  @Override
  public Optional<Double> read(Node node, String key, Problems problems) {
    Optional<Double> value =
        node instanceof Scalar scalar ? parsed(scalar).filter(accepted) : Optional.empty();
    if (value.isEmpty()) {
      problems.refuse(node, key, allowed);
    }
    return value;
  }

  @Override
  public Object plain(Double value) {
    return value;
  }

  @Override
  public Form<?> orRange() {
    return new OrRange(this);
  }

  private static Optional<Double> parsed(Scalar scalar) {
    return Optional.of(scalar)
        .filter(given -> given.kind() == Scalar.Kind.NUMBER)
        .map(Scalar::text)
        .filter(text -> REAL.matcher(text).matches())
        .map(Double::parseDouble);
  }
}
