package org.espalier.codec.tree;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A value of a YAML file, and where it stands. */
public sealed interface Node {
  Place place();

  /** The value as messages show it. */
  String shown();

  /** A single value, as it was written. */
  record Scalar(Place place, Kind kind, String text) implements Node {
    /** What YAML takes a single value for. */
    public enum Kind {
      TEXT,
      NUMBER,
      FLAG,
      /** A key without a value, or a null. */
      NOTHING
    }

    public static Scalar nothing(Place place) {
      return new Scalar(place, Kind.NOTHING, "");
    }

    @Override
    public String shown() {
      return switch (kind) {
        case TEXT -> '"' + text + '"';
        case NUMBER, FLAG -> text;
        case NOTHING -> "empty";
      };
    }
  }

  /** A list. */
  record Sequence(Place place, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String shown() {
      return items.stream().map(Node::shown).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** A map, in the order in which it was written. */
  record Mapping(Place place, Map<String, Field> fields) implements Node {
    public Mapping {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public String shown() {
      return fields.keySet().stream()
          .map(key -> key + ": …")
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /** What could not be understood and has been reported: nothing more is to be said of it. */
  record Reported(Place place) implements Node {
    @Override
    public String shown() {
      return "unreadable";
    }
  }

  /** One key of a map, where it stands, and its value. */
  record Field(Place place, Node value) {}
}
