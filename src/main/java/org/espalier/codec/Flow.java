package org.espalier.codec;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** YAML in one line, for people: {@code [{type: linear, step: 0.1}]}. */
final class Flow {
  private Flow() {}

  static String of(Object plain) {
    if (plain instanceof List<?> list) {
      return list.stream().map(Flow::of).collect(Collectors.joining(", ", "[", "]"));
    }
    if (plain instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + of(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return plain.toString();
  }
}
