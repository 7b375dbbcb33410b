package org.espalier.engine.keras;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Where channels stand in the maps of a Keras model. */
enum KerasLayout {
  CHANNELS_LAST,
  CHANNELS_FIRST;

  private static final String SETTING = "data_format";

  /**
   * The layout that the layers of a model agree on.
   *
   * @throws IllegalArgumentException where they do not
   */
  static KerasLayout of(Stream<KerasLayer> layers) {
    Set<String> layouts =
        layers
            .filter(layer -> layer.has(SETTING) && !layer.type().equals("Flatten"))
            .map(layer -> layer.text(SETTING))
            .collect(Collectors.toSet());
    if (layouts.size() > 1) {
      throw new IllegalArgumentException(
          "the Keras model mixes channels_first and channels_last layers; one layout is read");
    }
    return layouts.contains("channels_first") ? CHANNELS_FIRST : CHANNELS_LAST;
  }

  /** Sizes without the batch, in Keras's order, as (channels, height, width). */
  int[] chw(int[] sizes) {
    return this == CHANNELS_FIRST ? sizes : new int[] {sizes[2], sizes[0], sizes[1]};
  }

  /** Whether an axis, which may count from the end, is that of the channels. */
  boolean isChannelAxis(JsonNode axis, InputType type) {
    int index = (axis.isArray() ? axis.path(0) : axis).asInt();
    if (!(type instanceof InputTypeConvolutional)) {
      return index == 1 || index == -1;
    }
    return this == CHANNELS_FIRST ? index == 1 || index == -3 : index == 3 || index == -1;
  }

  /** Keras's place in the flattened vector of each value that DL4J flattens, channels first. */
  static List<Integer> flattened(InputTypeConvolutional maps) {
    int channels = (int) maps.getChannels();
    int area = (int) (maps.getHeight() * maps.getWidth());
    return IntStream.range(0, channels * area)
        .map(i -> i % area * channels + i / area)
        .boxed()
        .toList();
  }

  /** Whether Flatten moves the channels to the end, which it does in either layout if told. */
  boolean flattensChannelsLast(KerasLayer flatten) {
    boolean toldFirst = flatten.text(SETTING).equals("channels_first");
    if (this == CHANNELS_LAST && toldFirst) {
      throw flatten.unsupported("it is channels_first, the model channels_last");
    }
    return this == CHANNELS_LAST || toldFirst;
  }
}
