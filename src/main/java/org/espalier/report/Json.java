package org.espalier.report;

import java.util.Map;

/**
 * Writes maps, lists, numbers, booleans, texts and null as JSON that is safe inside an HTML page:
 * no {@code <} ever appears, so that no text can end the element it stands in.
 */
final class Json {
  private final StringBuilder text = new StringBuilder();

  private Json() {}

  static String text(Object value) {
    Json json = new Json();
    json.value(value);
    return json.text.toString();
  }

  private void value(Object value) {
    if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof Iterable<?> items) {
      array(items);
    } else if (value instanceof Number number) {
      number(number);
    } else if (value == null || value instanceof Boolean) {
      text.append(value);
    } else {
      string(value.toString());
    }
  }

  private void object(Map<?, ?> map) {
    String separator = "{";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(separator);
      string(String.valueOf(entry.getKey()));
      text.append(':');
      value(entry.getValue());
      separator = ",";
    }
    text.append(map.isEmpty() ? "{}" : "}");
  }

  private void array(Iterable<?> items) {
    text.append('[');
    String separator = "";
    for (Object item : items) {
      text.append(separator);
      value(item);
      separator = ",";
    }
    text.append(']');
  }

  /** JSON has no word for what is not finite. */
  private void number(Number number) {
    text.append(Double.isFinite(number.doubleValue()) ? number.toString() : "null");
  }

  private void string(String string) {
    text.append('"');
    string.chars().forEach(character -> character((char) character));
    text.append('"');
  }

  private void character(char character) {
    switch (character) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (mustBeEscaped(character)) {
          text.append("\\u%04x".formatted((int) character));
        } else {
          text.append(character);
        }
      }
    }
  }

  private static boolean mustBeEscaped(char character) {
    return character < ' '
        || character == '<'
        || character == '>'
        || character == '&'
        || character == '\u2028'
        || character == '\u2029'
        || Character.isSurrogate(character);
  }
}
