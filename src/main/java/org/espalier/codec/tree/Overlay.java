package org.espalier.codec.tree;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Puts one tree over another: maps merge, key by key; lists and single values replace. */
public final class Overlay {
  private Overlay() {}

  /** The tree in which {@code top} wins, and {@code base} gives what it does not name. */
  public static Node of(Node base, Node top) {
    if (!(base instanceof Node.Mapping below)) {
      return top;
    }
    if (isNothing(top)) {
      return base;
    }
    return top instanceof Node.Mapping above ? merged(below, above) : top;
  }

  /** The value at a path of keys. */
  public static Optional<Node> at(Node node, String... path) {
    Node found = node;
    for (String key : path) {
      if (!(found instanceof Node.Mapping mapping) || !mapping.fields().containsKey(key)) {
        return Optional.empty();
      }
      found = mapping.fields().get(key).value();
    }
    return Optional.of(found);
  }

  private static Node merged(Node.Mapping base, Node.Mapping top) {
    Map<String, Node.Field> fields = new LinkedHashMap<>(base.fields());
    top.fields()
        .forEach(
            (name, field) ->
                fields.merge(
                    name,
                    field,
                    (below, above) ->
                        new Node.Field(above.place(), of(below.value(), above.value()))));
    return new Node.Mapping(top.place(), fields);
  }

  /** A section whose keys are all commented out. */
  private static boolean isNothing(Node node) {
    return node instanceof Node.Scalar scalar && scalar.kind() == Node.Scalar.Kind.NOTHING;
  }
}
