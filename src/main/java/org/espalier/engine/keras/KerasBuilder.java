package org.espalier.engine.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.espalier.network.Shape;

/**
 * Builds a DL4J network as a Keras config describes it: goes through the layers in their order, and
 * keeps what flows out of each.
 */
final class KerasBuilder {
  /** A layer that has weights, and the order of what flows into it. */
  private record Filled(KerasLayer layer, List<Integer> order) {}

  private final KerasConfig config;
  private final KerasLayout layout;
  private final KerasTarget target;
  private final Map<String, KerasTensor> tensors = new HashMap<>();
  private final List<Filled> filled = new ArrayList<>();

  private KerasBuilder(KerasConfig config) {
    this.config = config;
    this.layout = KerasLayout.of(config.layers().stream());
    this.target = config.isChain() ? new KerasTarget.Chain() : new KerasTarget.Graph();
  }

  static KerasNetwork build(KerasConfig config, KerasWeights weights) {
    KerasBuilder builder = new KerasBuilder(KerasClassifier.folded(config));
    return builder.build(weights);
  }

  private KerasNetwork build(KerasWeights weights) {
    config.inputs().forEach(this::let);
    config.body().forEach(this::place);
    List<String> ends = config.outputs().stream().map(this::end).toList();
    KerasTarget.Built built = target.build(ends);
    for (Filled layer : filled) {
      KerasParameters.fill(
          built.layer(layer.layer().name()),
          layer.layer(),
          weights.of(layer.layer()),
          layer.order(),
          layout);
    }
    return new KerasNetwork(built.network(), images());
  }

  /** By DL4J's names of the inputs; none where the file leaves open what one of them takes. */
  private Map<String, Shape> images() {
    Map<String, Shape> images = new LinkedHashMap<>();
    for (KerasLayer input : config.inputs()) {
      Optional<Shape> image = KerasShapes.image(input, layout);
      if (image.isEmpty() || isMadeMaps(input)) {
        return Map.of();
      }
      images.put(target.inputName(input.name()), image.get());
    }
    return images;
  }

  /** Whether the first thing that is done to a vector makes maps of it. */
  private boolean isMadeMaps(KerasLayer input) {
    return !tensors.get(input.name()).isMaps()
        && config.body().stream()
            .filter(layer -> layer.inputs().contains(input.name()))
            .anyMatch(layer -> tensors.get(layer.name()).isMaps());
  }

  private void let(KerasLayer input) {
    tensors.put(input.name(), KerasShapes.input(input, layout));
    target.input(input.name());
  }

  private void place(KerasLayer layer) {
    try {
      tensors.put(layer.name(), placed(layer, inputs(layer)));
    } catch (IllegalStateException | ArithmeticException e) {
      throw layer.unsupported(String.valueOf(e.getMessage()));
    }
  }

  private List<KerasTensor> inputs(KerasLayer layer) {
    if (layer.inputs().isEmpty() || !tensors.keySet().containsAll(layer.inputs())) {
      throw layer.unsupported(
          "it takes its input from %s, and no such layer stands before it"
              .formatted(layer.inputs()));
    }
    if (!KerasShapes.TYPES.contains(layer.type())
        && layer.inputs().stream().map(config::layer).anyMatch(KerasShapes::hasNoChannels)) {
      throw layer.unsupported(
          "it reads an input of height and width alone; Flatten or Reshape must stand before it");
    }
    return layer.inputs().stream().map(tensors::get).toList();
  }

  private KerasTensor placed(KerasLayer layer, List<KerasTensor> inputs) {
    if (KerasVertices.TYPES.contains(layer.type())) {
      return merged(layer, inputs.stream().map(this::materialised).toList());
    }
    if (inputs.size() > 1) {
      throw layer.unsupported("it takes %d inputs".formatted(inputs.size()));
    }
    KerasTensor input = inputs.get(0);
    if (KerasShapes.TYPES.contains(layer.type())) {
      return KerasShapes.reshaped(layer, input, layout);
    }
    return single(layer, input);
  }

  private KerasTensor single(KerasLayer layer, KerasTensor given) {
    Layer translated = KerasLayers.translate(layer, given, layout);
    KerasTensor input = translated instanceof ActivationLayer ? apart(given) : given;
    translated.setNIn(input.type(), true);
    boolean ends = config.outputs().contains(layer.name()) && KerasClassifier.canEnd(translated);
    target.layer(ends ? KerasClassifier.ending(translated) : translated, input);
    filled.add(new Filled(layer, input.order()));
    KerasTensor output = input.through(layer.name(), translated.getOutputType(0, input.type()));
    return layer.type().equals("Dense") ? KerasTensor.of(layer.name(), output.type()) : output;
  }

  /** DL4J applies an activation in place: others that read a network's input would read that. */
  private KerasTensor apart(KerasTensor tensor) {
    String input = tensor.source();
    if (config.isChain() || config.inputs().stream().noneMatch(let -> let.name().equals(input))) {
      return tensor;
    }
    String copy = input + "_copied";
    if (tensors.putIfAbsent(copy, tensor) == null) {
      target.vertex(copy, new ScaleVertex(1), List.of(input));
    }
    return new KerasTensor(copy, tensor.type(), tensor.order(), tensor.reshaping());
  }

  private KerasTensor merged(KerasLayer layer, List<KerasTensor> inputs) {
    KerasTensor output = KerasVertices.output(layer, inputs, layout);
    target.vertex(
        layer.name(),
        KerasVertices.vertex(layer),
        inputs.stream().map(KerasTensor::source).toList());
    return output;
  }

  /** Vertices have no preprocessors of their own. */
  private KerasTensor materialised(KerasTensor tensor) {
    if (tensor.reshaping().isEmpty()) {
      return tensor;
    }
    String name = tensor.source() + "_reshaped";
    if (!tensors.containsKey(name)) {
      target.vertex(
          name, new PreprocessorVertex(tensor.reshaping().get()), List.of(tensor.source()));
      tensors.put(name, tensor.through(name, tensor.type()));
    }
    return tensors.get(name);
  }

  /** The name of the DL4J layer that ends the network where an output of Keras's model is. */
  private String end(String output) {
    KerasTensor tensor = tensors.get(output);
    KerasLayer layer = config.layer(output);
    if (tensor.isMaps()) {
      throw layer.unsupported("it ends the network with maps; one vector an image is read");
    }
    if (!tensor.order().isEmpty()) {
      throw layer.unsupported("it ends the network with flattened maps");
    }
    if (target.ends(output)) {
      return output;
    }
    Layer loss = KerasClassifier.lossAfter(output);
    target.layer(loss, tensor);
    return loss.getLayerName();
  }
}
