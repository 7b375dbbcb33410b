package org.espalier.engine.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Builds a DL4J network as a Keras config describes it: goes through the layers in their order, and
 * keeps what flows out of each.
 */
final class KerasBuilder {
  /** A layer, the order of what flows into it, and which weights of the file are its own. */
  private record Filled(
      KerasLayer layer, List<Integer> order, Function<KerasWeights, List<INDArray>> weights) {}

  private final KerasConfig config;
  private final KerasLayout layout;
  private final KerasTarget target = new KerasTarget();
  private final Map<String, KerasTensor> tensors = new HashMap<>();
  private final Set<String> copied = new HashSet<>();
  private final List<Filled> filled = new ArrayList<>();

  private KerasBuilder(KerasConfig config) {
    this.config = config;
    this.layout = KerasLayout.of(config.layers().stream());
  }

  static KerasNetwork build(KerasConfig config, KerasWeights weights) {
    KerasBuilder builder = new KerasBuilder(KerasClassifier.folded(config));
    return builder.build(weights);
  }

  private KerasNetwork build(KerasWeights weights) {
    config.inputs().forEach(this::let);
    config.body().forEach(this::place);
    List<String> ends = config.outputs().stream().map(this::end).toList();
    ComputationGraph network = target.build(ends);
    for (Filled layer : filled) {
      KerasParameters.fill(
          network.getLayer(layer.layer().name()),
          layer.layer(),
          layer.weights().apply(weights),
          layer.order(),
          layout);
    }
    return new KerasNetwork(network, KerasImages.of(config, tensors, layout));
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
    return layer.inputs().stream().map(tensors::get).toList();
  }

  private KerasTensor placed(KerasLayer layer, List<KerasTensor> inputs) {
    KerasLayers.checkKnown(layer);
    KerasShapes.checkChannels(layer, inputs);
    if (KerasVertices.TYPES.contains(layer.type())) {
      return merged(layer, inputs.stream().map(this::materialised).toList());
    }
    if (inputs.size() > 1) {
      throw layer.unsupported("it takes %d inputs, and is read with one".formatted(inputs.size()));
    }
    KerasTensor input = inputs.get(0);
    if (KerasShapes.TYPES.contains(layer.type())) {
      return KerasShapes.reshaped(layer, input, layout);
    }
    if (layer.type().equals("SeparableConv2D") && hasOneChannel(input)) {
      return inTwo(layer, input);
    }
    return single(
        layer, mayOverwrite(layer.type()) ? unshared(input) : input, weights -> weights.of(layer));
  }

  private static boolean hasOneChannel(KerasTensor input) {
    return input.isMaps() && input.maps().getChannels() == 1;
  }

  /** ND4J's sconv2d leaves the pointwise kernels out where a single channel comes in. */
  private KerasTensor inTwo(KerasLayer separable, KerasTensor input) {
    KerasTensor deep =
        single(
            KerasConvolutions.depthwiseOf(separable),
            input,
            weights -> weights.of(separable).subList(0, 1));
    return single(
        KerasConvolutions.pointwiseOf(separable),
        deep,
        weights -> weights.of(separable).stream().skip(1).toList());
  }

  private KerasTensor single(
      KerasLayer layer, KerasTensor input, Function<KerasWeights, List<INDArray>> weights) {
    Layer translated = KerasLayers.translate(layer, input, layout);
    translated.setNIn(input.type(), true);
    boolean ends = config.outputs().contains(layer.name()) && KerasClassifier.canEnd(translated);
    target.layer(ends ? KerasClassifier.ending(translated) : translated, input);
    filled.add(new Filled(layer, input.order(), weights));
    KerasTensor output = input.through(layer.name(), translated.getOutputType(0, input.type()));
    return layer.type().equals("Dense") ? KerasTensor.of(layer.name(), output.type()) : output;
  }

  private KerasTensor merged(KerasLayer layer, List<KerasTensor> inputs) {
    KerasTensor output = KerasVertices.output(layer, inputs, layout);
    target.vertex(
        layer.name(),
        KerasVertices.vertex(layer),
        inputs.stream().map(KerasTensor::source).toList());
    return output;
  }

  /** DL4J activates in place, and hands on what came in where it drops nothing. */
  private static boolean mayOverwrite(String type) {
    return KerasLayers.isActivation(type) || KerasLayers.isDropout(type);
  }

  /** The same values, and a copy where they are the images, which others may read as well. */
  private KerasTensor unshared(KerasTensor tensor) {
    boolean isInput =
        config.inputs().stream().anyMatch(input -> input.name().equals(tensor.source()));
    if (!isInput) {
      return tensor;
    }
    String copy = tensor.source() + "_copied";
    if (copied.add(copy)) {
      target.vertex(copy, new ScaleVertex(1), List.of(tensor.source()));
    }
    return tensor.from(copy);
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
