package org.espalier.engine.keras;

import java.util.Map;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * Keras's activations in DL4J. Left out are those that DL4J computes otherwise: gelu, and Keras 3's
 * hard_sigmoid.
 */
final class KerasActivations {
  /** What Keras 2 and 3 mean by {@code leaky_relu} without a slope. */
  private static final double LEAK = 0.2;

  /** The slope of LeakyReLU where no config tells another. */
  private static final double LAYERS_LEAK = 0.3;

  private static final Map<String, Activation> NAMED =
      Map.ofEntries(
          Map.entry("linear", Activation.IDENTITY),
          Map.entry("relu", Activation.RELU),
          Map.entry("relu6", Activation.RELU6),
          Map.entry("sigmoid", Activation.SIGMOID),
          Map.entry("tanh", Activation.TANH),
          Map.entry("softmax", Activation.SOFTMAX),
          Map.entry("elu", Activation.ELU),
          Map.entry("selu", Activation.SELU),
          Map.entry("softplus", Activation.SOFTPLUS),
          Map.entry("softsign", Activation.SOFTSIGN),
          Map.entry("swish", Activation.SWISH),
          Map.entry("silu", Activation.SWISH),
          Map.entry("mish", Activation.MISH));

  private KerasActivations() {}

  /** The {@code activation} of a layer that has one among its settings. */
  static IActivation of(KerasLayer layer) {
    JsonNode setting = layer.config().path("activation");
    if (setting.isNull() || setting.isMissingNode()) {
      return Activation.IDENTITY.getActivationFunction();
    }
    if (setting.path("config").isObject()
        && KerasLayers.isActivation(type(setting))
        && !KerasConfig.isForeign(setting)) {
      return ofLayer(
          new KerasLayer(
              type(setting), layer.name(), layer.key(), setting.path("config"), layer.inputs()));
    }
    String name = setting.isTextual() ? setting.asText() : setting.path("config").asText("?");
    if (name.equals("leaky_relu")) {
      return new ActivationLReLU(LEAK);
    }
    Activation activation = NAMED.get(name);
    if (activation == null) {
      throw layer.unsupported(
          "its activation is %s; there are leaky_relu, %s"
              .formatted(setting, String.join(", ", NAMED.keySet().stream().sorted().toList())));
    }
    return activation.getActivationFunction();
  }

  /** The activation that a layer is. */
  static IActivation ofLayer(KerasLayer layer) {
    return switch (layer.type()) {
      case "ReLU" -> relu(layer);
      case "LeakyReLU" -> new ActivationLReLU(layer.number(LAYERS_LEAK, "negative_slope", "alpha"));
      case "ELU" -> new ActivationELU(layer.number(1, "alpha"));
      case "Softmax" -> softmax(layer);
      default -> of(layer);
    };
  }

  private static String type(JsonNode setting) {
    return setting.path("class_name").asText();
  }

  private static IActivation relu(KerasLayer layer) {
    double slope = layer.number(0, "negative_slope");
    double threshold = layer.number(0, "threshold");
    if (!layer.has("max_value")) {
      if (threshold == 0) {
        return slope == 0 ? Activation.RELU.getActivationFunction() : new ActivationLReLU(slope);
      }
      return new ActivationReLU(null, threshold, slope);
    }
    double most = layer.number(0, "max_value");
    return most == 6 && slope == 0 && threshold == 0
        ? Activation.RELU6.getActivationFunction()
        : new ActivationReLU(most, threshold, slope);
  }

  private static IActivation softmax(KerasLayer layer) {
    JsonNode axis = layer.config().path("axis");
    if ((axis.isArray() ? axis.path(0) : axis).asInt(-1) != -1) {
      throw layer.unsupported("its axis is %s, only the last one, -1, is read".formatted(axis));
    }
    return Activation.SOFTMAX.getActivationFunction();
  }
}
