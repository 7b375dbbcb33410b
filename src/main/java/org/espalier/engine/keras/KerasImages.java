package org.espalier.engine.keras;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.espalier.network.Shape;

/** Which images a Keras model takes, where its file tells. */
final class KerasImages {
  private KerasImages() {}

  /**
   * An image for each of the model's inputs; none where one of them may have any size.
   *
   * @param tensors what flows out of each layer
   */
  static List<Shape> of(KerasConfig config, Map<String, KerasTensor> tensors, KerasLayout layout) {
    List<Optional<Shape>> images =
        config.inputs().stream()
            .map(input -> maps(config, input, tensors).or(() -> image(input, layout)))
            .toList();
    return images.stream().allMatch(Optional::isPresent)
        ? images.stream().flatMap(Optional::stream).toList()
        : List.of();
  }

  /** Where maps are made of a vector, its rows are images of their shape. */
  private static Optional<Shape> maps(
      KerasConfig config, KerasLayer input, Map<String, KerasTensor> tensors) {
    return config.body().stream()
        .filter(layer -> layer.inputs().contains(input.name()))
        .flatMap(layer -> tensors.get(layer.name()).reshaping().stream())
        .filter(FeedForwardToCnnPreProcessor.class::isInstance)
        .map(FeedForwardToCnnPreProcessor.class::cast)
        .map(
            maps ->
                new Shape(
                    (int) maps.getNumChannels(),
                    (int) maps.getInputHeight(),
                    (int) maps.getInputWidth()))
        .findFirst();
  }

  private static Optional<Shape> image(KerasLayer input, KerasLayout layout) {
    int[] sizes = KerasShapes.sizes(input);
    if (IntStream.of(sizes).anyMatch(size -> size <= 0)) {
      return Optional.empty();
    }
    if (sizes.length == 1) {
      return Optional.of(Shape.flat(sizes[0]));
    }
    int[] chw = sizes.length == 2 ? new int[] {1, sizes[0], sizes[1]} : layout.chw(sizes);
    return Optional.of(new Shape(chw[0], chw[1], chw[2]));
  }
}
