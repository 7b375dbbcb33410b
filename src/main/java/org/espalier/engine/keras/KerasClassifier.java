package org.espalier.engine.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.ObjectNode;
import org.nd4j.shade.jackson.databind.node.TextNode;

/**
 * The end of a network. DL4J wants a layer with a loss there, and Espalier one that holds the
 * classifier's weights: a Dense, and the activation after it, become one output layer.
 */
final class KerasClassifier {
  private static final Set<String> PLAIN = Set.of("", "linear", "null");

  private KerasClassifier() {}

  static boolean isSoftmax(KerasLayer layer) {
    return layer.type().equals("Softmax") || layer.text("activation").equals("softmax");
  }

  /** Whether an activation is the last that it does. */
  static boolean isActivated(KerasLayer layer) {
    return KerasLayers.isActivation(layer.type()) || !PLAIN.contains(layer.text("activation"));
  }

  /** The same model, in which activations that end it are those of the Dense before them. */
  static KerasConfig folded(KerasConfig config) {
    KerasConfig folded = config;
    for (String output : config.outputs()) {
      folded = folded(folded, folded.layer(output));
    }
    return folded;
  }

  private static KerasConfig folded(KerasConfig config, KerasLayer end) {
    boolean activates = end.type().equals("Softmax") || end.type().equals("Activation");
    if (!activates || end.inputs().size() != 1 || config.consumers(end.name()) > 0) {
      return config;
    }
    KerasLayer before = config.layer(end.inputs().get(0));
    if (!isPlainDense(before)
        || config.consumers(before.name()) > 1
        || config.outputs().contains(before.name())) {
      return config;
    }
    List<KerasLayer> layers = new ArrayList<>(config.layers());
    layers.set(layers.indexOf(before), before.with(activated(before.config(), end)));
    layers.remove(end);
    List<String> outputs = new ArrayList<>(config.outputs());
    outputs.replaceAll(output -> output.equals(end.name()) ? before.name() : output);
    return new KerasConfig(layers, outputs);
  }

  private static boolean isPlainDense(KerasLayer layer) {
    return layer.type().equals("Dense") && PLAIN.contains(layer.text("activation"));
  }

  private static JsonNode activated(JsonNode dense, KerasLayer end) {
    JsonNode activation =
        end.type().equals("Softmax")
            ? TextNode.valueOf("softmax")
            : end.config().path("activation");
    return ((ObjectNode) dense.deepCopy()).set("activation", activation);
  }

  /** The layer as it ends a network, with the loss that goes with its activation. */
  static Layer ending(Layer layer) {
    if (layer instanceof DenseLayer dense) {
      OutputLayer output =
          new OutputLayer.Builder(loss(dense.getActivationFn()))
              .nIn(dense.getNIn())
              .nOut(dense.getNOut())
              .hasBias(dense.hasBias())
              .activation(dense.getActivationFn())
              .build();
      output.setLayerName(layer.getLayerName());
      return output;
    }
    IActivation activation = ((ActivationLayer) layer).getActivationFn();
    return lossLayer(layer.getLayerName(), activation);
  }

  static boolean canEnd(Layer layer) {
    return layer instanceof DenseLayer || layer instanceof ActivationLayer;
  }

  /** A loss after a layer that cannot have one itself; changes no value. */
  static BaseLayer lossAfter(String layer) {
    return lossLayer(layer + "_loss", Activation.IDENTITY.getActivationFunction());
  }

  private static LossLayer lossLayer(String name, IActivation activation) {
    LossLayer end = new LossLayer.Builder(loss(activation)).activation(activation).build();
    end.setLayerName(name);
    return end;
  }

  private static ILossFunction loss(IActivation activation) {
    if (activation instanceof ActivationSoftmax) {
      return new LossMCXENT();
    }
    return activation instanceof ActivationSigmoid ? new LossBinaryXENT() : new LossMSE();
  }
}
