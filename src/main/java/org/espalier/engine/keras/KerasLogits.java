package org.espalier.engine.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.JsonNodeFactory;

/**
 * Outputs that a Keras model leaves as logits, for a cross-entropy that knows of it
 * (from_logits=True). DL4J's losses take probabilities alone, so such an output becomes these.
 */
final class KerasLogits {
  private KerasLogits() {}

  /**
   * The same model, in which what the losses take for logits are probabilities.
   *
   * @param losses what the model was compiled with: one loss, or one an output
   */
  static KerasConfig activated(KerasConfig config, JsonNode losses) {
    KerasConfig activated = config;
    for (int i = 0; i < config.outputs().size(); i++) {
      String output = config.outputs().get(i);
      if (KerasClassifier.isActivated(config.layer(output))) {
        continue;
      }
      Optional<String> activation = activation(loss(losses, i, output));
      if (activation.isPresent()) {
        activated = activated(activated, output, activation.get());
      } else if (losses.isMissingNode() || losses.isNull()) {
        warnOfLogits(config.layer(output));
      }
    }
    return activated;
  }

  private static JsonNode loss(JsonNode losses, int index, String output) {
    if (losses.isArray()) {
      return losses.path(index);
    }
    return losses.has("class_name") ? losses : losses.path(output);
  }

  /** What makes probabilities of what a loss takes for logits. */
  private static Optional<String> activation(JsonNode loss) {
    String type = loss.path("class_name").asText();
    if (!type.endsWith("Crossentropy") || !loss.path("config").path("from_logits").asBoolean()) {
      return Optional.empty();
    }
    return Optional.of(type.startsWith("Binary") ? "sigmoid" : "softmax");
  }

  private static KerasConfig activated(KerasConfig config, String output, String activation) {
    JsonNode setting = JsonNodeFactory.instance.objectNode().put("activation", activation);
    KerasLayer end =
        new KerasLayer("Activation", output + "_probabilities", "", setting, List.of(output));
    List<KerasLayer> layers = new ArrayList<>(config.layers());
    layers.add(end);
    List<String> outputs = new ArrayList<>(config.outputs());
    outputs.replaceAll(name -> name.equals(output) ? end.name() : name);
    return new KerasConfig(layers, outputs);
  }

  private static void warnOfLogits(KerasLayer end) {
    if (end.number(1, "units") > 1) {
      System.getLogger(KerasLogits.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "layer ''{0}'' ends the Keras model without an activation, and the file tells no loss:"
                  + " it is trained by mean squared error. If these are logits, compile the model"
                  + " with a cross-entropy from_logits=True",
              end.name());
    }
  }
}
