package org.espalier.codec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.codec.tree.Node;
import org.espalier.codec.tree.Problems;
import org.espalier.sweep.spec.Choice;
import org.espalier.sweep.spec.Range;

/**
 * A number, or in its place a range to draw from: {@code {uniform: [0.3, 0.9]}}. It reads as a
 * {@link Double} or a {@link Range}.
 *
 * @param number what may be written alone, and for both ends of a range
 */
record OrRange(Form<Double> number) implements Form<Object> {
  private static final String VALUE = "";
  private static final String ENDS = "two numbers, the lower one first, as in [0.3, 0.9]";

  /** A number or a range that is an item of an axis by itself. */
  static Form<Choice<Double>> choice(Form<Double> number) {
    OrRange either = new OrRange(number);
    return new Form<>() {
      @Override
      public Optional<Choice<Double>> read(Node node, String key, Problems problems) {
        return either.read(node, key, problems).map(OrRange::choice);
      }

      @Override
      public Object plain(Choice<Double> value) {
        return value.isFixed() ? value.lowest() : OrRange.plain(value.ranges().get(VALUE));
      }
    };
  }

  private static Choice<Double> choice(Object read) {
    return read instanceof Range range
        ? Choice.of(Map.of(VALUE, range), numbers -> numbers.get(VALUE))
        : Choice.of((Double) read);
  }

  @Override
  public Optional<Object> read(Node node, String key, Problems problems) {
    return node instanceof Node.Mapping mapping
        ? range(mapping, key, problems).map(Object.class::cast)
        : number.read(node, key, problems).map(Object.class::cast);
  }

  @Override
  public Object plain(Object value) {
    return value instanceof Range range ? plain(range) : value;
  }

  static Object plain(Range range) {
    return Map.of(Names.SCALES.nameOf(range.scale()), List.of(range.low(), range.high()));
  }

  private Optional<Range> range(Node.Mapping mapping, String key, Problems problems) {
    if (mapping.fields().size() != 1) {
      problems.refuse(mapping, key, "a number, or a range: {uniform: [low, high]}");
      return Optional.empty();
    }
    String name = mapping.fields().keySet().iterator().next();
    Node.Field field = mapping.fields().get(name);
    Node.Scalar scale = new Node.Scalar(field.place(), Node.Scalar.Kind.TEXT, name);
    return Names.SCALES
        .read(scale, key, problems)
        .flatMap(known -> range(known, field.value(), key + "." + name, problems));
  }

  private Optional<Range> range(Range.Scale scale, Node node, String key, Problems problems) {
    if (!(node instanceof Node.Sequence ends) || ends.items().size() != 2) {
      problems.refuse(node, key, ENDS);
      return Optional.empty();
    }
    Optional<Double> low = number.read(ends.items().get(0), key + "[0]", problems);
    Optional<Double> high = number.read(ends.items().get(1), key + "[1]", problems);
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    if (!Range.goesUp(scale, low.get(), high.get())) {
      problems.refuse(node, key, ENDS);
      return Optional.empty();
    }
    return Optional.of(new Range(scale, low.get(), high.get()));
  }
}
