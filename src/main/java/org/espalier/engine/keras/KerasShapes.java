package org.espalier.engine.keras;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.espalier.network.Shape;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Keras's layers that change a shape and no value: in DL4J the next layer's preprocessor. */
final class KerasShapes {
  static final Set<String> TYPES = Set.of("Flatten", "Reshape");

  /**
   * Where a model takes images of any size, one of this is looked at; it holds nothing of a size.
   */
  private static final int ANY_SIZE = 256;

  private KerasShapes() {}

  /** What an input layer lets in. */
  static KerasTensor input(KerasLayer layer, KerasLayout layout) {
    int[] sizes = sizes(layer);
    int[] known = IntStream.of(sizes).map(size -> size > 0 ? size : ANY_SIZE).toArray();
    return KerasTensor.of(
        layer.name(),
        switch (sizes.length) {
          case 1 -> InputType.feedForward(known[0]);
          case 2 -> InputType.convolutional(known[0], known[1], 1);
          case 3 -> maps(layout.chw(known));
          default ->
              throw layer.unsupported(
                  "its shape is %s; images and vectors are read".formatted(shape(layer)));
        });
  }

  /** The images that an input layer takes, where all their sizes are given. */
  static Optional<Shape> image(KerasLayer layer, KerasLayout layout) {
    int[] sizes = sizes(layer);
    if (IntStream.of(sizes).anyMatch(size -> size <= 0)) {
      return Optional.empty();
    }
    if (sizes.length == 1) {
      return Optional.of(Shape.flat(sizes[0]));
    }
    int[] chw = sizes.length == 2 ? new int[] {1, sizes[0], sizes[1]} : layout.chw(sizes);
    return Optional.of(new Shape(chw[0], chw[1], chw[2]));
  }

  /** Whether a layer is an input of height and width alone, which Keras takes for no image. */
  static boolean hasNoChannels(KerasLayer layer) {
    return layer.isInput() && sizes(layer).length == 2;
  }

  private static int[] sizes(KerasLayer layer) {
    return ints(shape(layer)).skip(1).toArray();
  }

  private static JsonNode shape(KerasLayer layer) {
    JsonNode shape = layer.config().path("batch_shape");
    if (!shape.isArray()) {
      shape = layer.config().path("batch_input_shape");
    }
    if (!shape.isArray()) {
      throw new IllegalArgumentException(
          "the Keras model does not tell the shape of its input; build it before it is saved");
    }
    return shape;
  }

  private static IntStream ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt);
  }

  private static InputType maps(int[] chw) {
    return InputType.convolutional(chw[1], chw[2], chw[0]);
  }

  /** What flows out of Flatten or Reshape. */
  static KerasTensor reshaped(KerasLayer layer, KerasTensor input, KerasLayout layout) {
    if (layer.type().equals("Flatten")) {
      return flattened(layer, input, layout.flattensChannelsLast(layer));
    }
    int[] target = target(layer, input);
    return target.length == 1
        ? flattened(layer, input, layout == KerasLayout.CHANNELS_LAST)
        : toMaps(layer, input, target, layout);
  }

  private static KerasTensor flattened(KerasLayer layer, KerasTensor input, boolean channelsLast) {
    if (!input.isMaps()) {
      return input;
    }
    if (input.reshaping().isPresent()) {
      throw twice(layer);
    }
    InputTypeConvolutional maps = input.maps();
    boolean moved = channelsLast && maps.getChannels() > 1 && maps.getChannels() < input.size();
    return new KerasTensor(
        input.source(),
        InputType.feedForward(input.size()),
        moved ? KerasLayout.flattened(maps) : List.of(),
        Optional.of(
            new CnnToFeedForwardPreProcessor(
                maps.getHeight(), maps.getWidth(), maps.getChannels())));
  }

  private static KerasTensor toMaps(
      KerasLayer layer, KerasTensor input, int[] target, KerasLayout layout) {
    int[] chw = target.length == 3 ? layout.chw(target) : new int[0];
    if (chw.length == 0 || chw[0] * chw[1] * chw[2] != input.size()) {
      throw layer.unsupported("its target is %s".formatted(layer.config().path("target_shape")));
    }
    InputType type = maps(chw);
    if (type.equals(input.type())) {
      return input;
    }
    if (input.isMaps() || input.reshaping().isPresent()) {
      throw twice(layer);
    }
    boolean sameOrder =
        layout == KerasLayout.CHANNELS_FIRST || chw[0] == 1 || chw[0] == input.size();
    if (!sameOrder || !input.order().isEmpty()) {
      throw layer.unsupported("it makes several maps with channels last out of one vector");
    }
    return new KerasTensor(
        input.source(),
        type,
        List.of(),
        Optional.of(new FeedForwardToCnnPreProcessor(chw[1], chw[2], chw[0])));
  }

  private static IllegalArgumentException twice(KerasLayer layer) {
    return layer.unsupported("it reshapes what is maps of another shape, or reshaped already");
  }

  /** The sizes it makes, with the one that is left open (-1) filled in. */
  private static int[] target(KerasLayer layer, KerasTensor input) {
    int[] sizes = ints(layer.config().path("target_shape")).toArray();
    int known = IntStream.of(sizes).filter(size -> size > 0).reduce(1, (a, b) -> a * b);
    return IntStream.of(sizes).map(size -> size > 0 ? size : input.size() / known).toArray();
  }
}
