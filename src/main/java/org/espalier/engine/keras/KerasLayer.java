package org.espalier.engine.keras;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * One layer of a Keras model, as its config describes it.
 *
 * @param type its class in Keras
 * @param key under which a {@code .keras} file stores its weights
 * @param inputs names of the layers whose outputs it takes
 */
record KerasLayer(String type, String name, String key, JsonNode config, List<String> inputs) {

  /** Whether it only names an input of the model. */
  boolean isInput() {
    return type.equals("InputLayer");
  }

  KerasLayer with(JsonNode otherConfig) {
    return new KerasLayer(type, name, key, otherConfig, inputs);
  }

  boolean is(String setting) {
    return config.path(setting).asBoolean();
  }

  /** Whether a setting stands there, and is not null. */
  boolean has(String setting) {
    return config.hasNonNull(setting);
  }

  /** The setting of the first name that is there: some were renamed from Keras 2 to 3. */
  double number(double otherwise, String... settings) {
    for (String setting : settings) {
      if (has(setting)) {
        return number(config.get(setting));
      }
    }
    return otherwise;
  }

  /** A number, or one that Keras wrapped: {@code {"class_name": "__numpy__", "value": 0.1}}. */
  private static double number(JsonNode node) {
    return node.isObject() ? number(node.path("config").path("value")) : node.asDouble();
  }

  String text(String setting) {
    return config.path(setting).asText();
  }

  /** Height and width; one number stands for both. */
  int[] pair(String setting) {
    JsonNode node = config.path(setting);
    return node.isArray()
        ? new int[] {node.path(0).asInt(), node.path(1).asInt()}
        : new int[] {node.asInt(), node.asInt()};
  }

  /** Top, bottom, left and right, which Keras allows to shorten to two numbers or one. */
  int[] sides(String setting) {
    JsonNode node = config.path(setting);
    return IntStream.range(0, 4).map(i -> side(node, i)).toArray();
  }

  private static int side(JsonNode node, int side) {
    JsonNode axis = node.isArray() ? node.path(side / 2) : node;
    return axis.isArray() ? axis.path(side % 2).asInt() : axis.asInt();
  }

  /** A setting that must have its usual value, as there is no other in DL4J. */
  void requireOne(String setting) {
    int[] values = has(setting) ? pair(setting) : new int[] {1, 1};
    if (values[0] != 1 || values[1] != 1) {
      throw unsupported(
          "its %s is %s; DL4J computes it with 1 alone".formatted(setting, config.get(setting)));
    }
  }

  IllegalArgumentException unsupported(String why) {
    return new IllegalArgumentException(
        "layer '%s' (%s) of the Keras model cannot be read: %s".formatted(name, type, why));
  }
}
