package org.espalier.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** How JSON is laid out here. Doubles keep all their digits; NaN and infinities become strings. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** Strings, numbers, flags, lists and maps of them as JSON. */
  static JsonNode tree(Object plain) {
    return MAPPER.valueToTree(plain);
  }

  static String line(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can be written", e);
    }
  }

  /** A file for people too, with a line break at its end. */
  static String pretty(JsonNode node) {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(INDENTER);
    try {
      return MAPPER.writer(printer).writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can be written", e);
    }
  }

  /** Reads one object as strings, numbers, flags, lists and maps of them. */
  static Map<String, Object> plain(String text) throws UnreadableJsonException {
    try {
      return MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new UnreadableJsonException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Reads one object, and nothing behind it. */
  static Fields read(String text) throws UnreadableJsonException {
    try {
      return Fields.of(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new UnreadableJsonException("not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
