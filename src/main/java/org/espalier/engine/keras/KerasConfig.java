package org.espalier.engine.keras;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.JsonNodeFactory;

/**
 * The layers of a Keras model in the order Keras runs them, read from the JSON of Keras 2 or 3.
 *
 * @param outputs names of the layers that give the model's outputs
 */
record KerasConfig(List<KerasLayer> layers, List<String> outputs) {
  private static final String INPUT = "InputLayer";
  private static final String TENSOR = "__keras_tensor__";

  /**
   * Reads a model's config.
   *
   * @throws IllegalArgumentException where it is no Sequential or Functional model
   */
  static KerasConfig read(JsonNode model) {
    String type = model.path("class_name").asText();
    return switch (type) {
      case "Sequential" -> sequential(model.path("config"));
      case "Functional", "Model" -> functional(model.path("config"));
      default ->
          throw new IllegalArgumentException(
              "the Keras model is a '%s'; Sequential and Functional ones can be read"
                  .formatted(type));
    };
  }

  private static KerasConfig sequential(JsonNode config) {
    JsonNode nodes = config.isArray() ? config : config.path("layers");
    Map<String, Integer> keys = new HashMap<>();
    List<KerasLayer> layers = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (layers.isEmpty() && !type(node).equals(INPUT)) {
        layers.add(impliedInput(config, node));
      }
      List<String> inputs =
          layers.isEmpty() ? List.of() : List.of(layers.get(layers.size() - 1).name());
      layers.add(layer(node, keys, inputs));
    }
    if (layers.size() < 2) {
      throw new IllegalArgumentException("the Keras model has no layers");
    }
    return new KerasConfig(layers, List.of(layers.get(layers.size() - 1).name()));
  }

  /** Keras 2 lets the first layer tell the input's shape, or the model itself once it is built. */
  private static KerasLayer impliedInput(JsonNode config, JsonNode first) {
    JsonNode shape = first.path("config").path("batch_input_shape");
    if (!shape.isArray()) {
      shape = config.path("build_input_shape");
    }
    JsonNode input = JsonNodeFactory.instance.objectNode().set("batch_shape", shape);
    return new KerasLayer(INPUT, INPUT, "", input, List.of());
  }

  private static KerasConfig functional(JsonNode config) {
    Map<String, Integer> keys = new HashMap<>();
    List<KerasLayer> layers = new ArrayList<>();
    for (JsonNode node : config.path("layers")) {
      KerasLayer layer = layer(node, keys, List.of());
      layers.add(
          new KerasLayer(
              layer.type(),
              layer.name(),
              layer.key(),
              layer.config(),
              inbound(layer, node.path("inbound_nodes"))));
    }
    List<String> inputs = sources(config.path("input_layers"));
    return new KerasConfig(withInputsFirst(layers, inputs), sources(config.path("output_layers")));
  }

  /** In the order of the model's inputs, which is not always that of its layers. */
  private static List<KerasLayer> withInputsFirst(List<KerasLayer> layers, List<String> inputs) {
    List<KerasLayer> ordered = new ArrayList<>(layers);
    ordered.sort(
        Comparator.comparingInt(
            layer -> inputs.contains(layer.name()) ? inputs.indexOf(layer.name()) : layers.size()));
    return ordered;
  }

  private static KerasLayer layer(JsonNode node, Map<String, Integer> keys, List<String> inputs) {
    JsonNode config = node.path("config");
    String name = config.path("name").asText(node.path("name").asText());
    KerasLayer layer = new KerasLayer(type(node), name, key(type(node), keys), config, inputs);
    String registered = node.path("registered_name").asText("");
    if (registered.contains(">") || !isKeras(node.path("module").asText(""))) {
      throw layer.unsupported("it is no layer of Keras's own, but one of that name");
    }
    return layer;
  }

  /** Old files do not tell the module. */
  private static boolean isKeras(String module) {
    return module.isEmpty() || module.matches("(keras|tf_keras|tensorflow)\\b.*");
  }

  private static String type(JsonNode node) {
    return node.path("class_name").asText();
  }

  /** A {@code .keras} file calls layers by their class, and numbers those of one class. */
  private static String key(String type, Map<String, Integer> keys) {
    String snake =
        type.replaceAll("\\W+", "")
            .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
            .replaceAll("([a-z])([A-Z])", "$1_$2")
            .toLowerCase(Locale.ROOT);
    int before = keys.merge(snake, 1, Integer::sum) - 1;
    return before == 0 ? snake : snake + "_" + before;
  }

  private static List<String> inbound(KerasLayer layer, JsonNode nodes) {
    if (nodes.size() > 1) {
      throw layer.unsupported(
          "it is used %d times; layers with shared weights are not read".formatted(nodes.size()));
    }
    JsonNode node = nodes.path(0);
    if (!node.isObject()) {
      return sources(layer, node);
    }
    JsonNode keywords = node.path("kwargs");
    checkMode(layer, keywords);
    List<String> names = tensors(layer, node.path("args"));
    if (keywords.has("inputs")) {
      names.addAll(
          tensors(layer, JsonNodeFactory.instance.arrayNode().add(keywords.get("inputs"))));
    }
    return names;
  }

  /** What a layer does in training it would do in use as well. */
  private static void checkMode(KerasLayer layer, JsonNode keywords) {
    if (keywords.path("training").asBoolean()) {
      throw layer.unsupported("it is called with training=True");
    }
  }

  /** Keras 3: tensors among a call's arguments, alone or in lists. */
  private static List<String> tensors(KerasLayer layer, JsonNode arguments) {
    List<String> names = new ArrayList<>();
    for (JsonNode argument : arguments) {
      if (argument.isArray()) {
        names.addAll(tensors(layer, argument));
      } else if (argument.path("class_name").asText().equals(TENSOR)) {
        names.add(argument.path("config").path("keras_history").path(0).asText());
      } else {
        throw layer.unsupported(
            "it is called with %s beside the outputs of layers".formatted(argument));
      }
    }
    return names;
  }

  /** Keras 2: {@code [name, node, tensor, keywords]} for each tensor. */
  private static List<String> sources(KerasLayer layer, JsonNode node) {
    for (JsonNode tensor : node) {
      JsonNode keywords = tensor.path(3);
      checkMode(layer, keywords);
      if (keywords.isObject()
          && StreamSupport.stream(keywords.spliterator(), false).anyMatch(JsonNode::isArray)) {
        throw layer.unsupported(
            "it is called with %s beside the outputs of layers".formatted(keywords));
      }
    }
    return sources(node);
  }

  /** Names at the head of {@code [name, node, tensor]}, which stands alone or in lists. */
  private static List<String> sources(JsonNode node) {
    if (node.path(0).isTextual()) {
      return List.of(node.get(0).asText());
    }
    List<String> names = new ArrayList<>();
    node.forEach(child -> names.addAll(sources(child)));
    return names;
  }

  /** Layers that only name the model's inputs. */
  List<KerasLayer> inputs() {
    return layers.stream().filter(KerasLayer::isInput).toList();
  }

  /** Layers that compute. */
  List<KerasLayer> body() {
    return layers.stream().filter(layer -> !layer.isInput()).toList();
  }

  /** Whether every layer takes the output of the one before it, and no other. */
  boolean isChain() {
    for (int i = 1; i < layers.size(); i++) {
      if (!layers.get(i).inputs().equals(List.of(layers.get(i - 1).name()))) {
        return false;
      }
    }
    return outputs.equals(List.of(layers.get(layers.size() - 1).name()));
  }

  KerasLayer layer(String name) {
    return layers.stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the Keras model has no layer '" + name + "'"));
  }

  long consumers(String name) {
    return layers.stream().filter(layer -> layer.inputs().contains(name)).count();
  }
}
