package org.espalier.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.espalier.codec.tree.Node;
import org.espalier.codec.tree.Place;
import org.espalier.codec.tree.Problems;

/**
 * The fields of a JSON object, read strictly: a field that is not there or not right is an error.
 */
final class Fields {
  private static final Place PLACE = Place.of("json");

  private final JsonNode object;

  private Fields(JsonNode object) {
    this.object = object;
  }

  static Fields of(JsonNode node) throws UnreadableJsonException {
    if (node == null || !node.isObject()) {
      throw new UnreadableJsonException("not an object");
    }
    return new Fields(node);
  }

  String text(String name) throws UnreadableJsonException {
    return field(name, JsonNode::isTextual, "a text").textValue();
  }

  int whole(String name) throws UnreadableJsonException {
    return field(name, node -> node.isIntegralNumber() && node.canConvertToInt(), "an integer")
        .intValue();
  }

  long big(String name) throws UnreadableJsonException {
    return field(name, node -> node.isIntegralNumber() && node.canConvertToLong(), "an integer")
        .longValue();
  }

  /** A number, or what stands for one that is not finite. */
  double real(String name) throws UnreadableJsonException {
    JsonNode node = field(name, given -> given.isNumber() || given.isTextual(), "a number");
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return switch (node.textValue()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw new UnreadableJsonException(name + " is not a number: " + node);
    };
  }

  Fields object(String name) throws UnreadableJsonException {
    return new Fields(field(name, JsonNode::isObject, "an object"));
  }

  /** Whether a field has a value; a null is none. */
  boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** A text, or null where there is none. */
  String textOrNull(String name) throws UnreadableJsonException {
    return has(name) ? text(name) : null;
  }

  List<String> texts(String name) throws UnreadableJsonException {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : field(name, JsonNode::isArray, "a list")) {
      if (!item.isTextual()) {
        throw new UnreadableJsonException(name + " is not a list of texts");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** An object of whole numbers. */
  Map<String, Integer> counts(String name) throws UnreadableJsonException {
    Fields counts = object(name);
    Map<String, Integer> byName = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : counts.object.properties()) {
      byName.put(entry.getKey(), counts.whole(entry.getKey()));
    }
    return byName;
  }

  /** A value by its name in the table. */
  <T> T named(String name, Family<T> family) throws UnreadableJsonException {
    Problems problems = new Problems();
    Optional<T> value = family.read(node(object.path(name)), name, problems);
    return value.orElseThrow(
        () -> new UnreadableJsonException(problems.inReadingOrder().get(0).toString()));
  }

  private JsonNode field(String name, Predicate<JsonNode> isRight, String kind)
      throws UnreadableJsonException {
    JsonNode node = object.path(name);
    if (!isRight.test(node)) {
      throw new UnreadableJsonException("%s should be %s, not %s".formatted(name, kind, node));
    }
    return node;
  }

  /** The same value as a sweep file would have it. */
  private static Node node(JsonNode json) {
    if (json.isObject()) {
      Map<String, Node.Field> fields = new LinkedHashMap<>();
      json.properties()
          .forEach(
              entry -> fields.put(entry.getKey(), new Node.Field(PLACE, node(entry.getValue()))));
      return new Node.Mapping(PLACE, fields);
    }
    if (json.isArray()) {
      List<Node> items = new ArrayList<>();
      json.forEach(item -> items.add(node(item)));
      return new Node.Sequence(PLACE, items);
    }
    if (json.isNumber()) {
      return new Node.Scalar(PLACE, Node.Scalar.Kind.NUMBER, json.asText());
    }
    return json.isTextual()
        ? new Node.Scalar(PLACE, Node.Scalar.Kind.TEXT, json.textValue())
        : Node.Scalar.nothing(PLACE);
  }
}
