package org.espalier.engine;

import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.espalier.network.Shape;

/**
 * What images a network takes. DL4J's file does not say; where a flatten follows, its size does.
 */
final class InputShape {
  private static final int LARGEST_SIDE = 1024;

  private InputShape() {}

  /** Whether the network wants an image as one flat vector. */
  static boolean isFlat(MultiLayerConfiguration configuration) {
    return configuration.getInputPreProcess(0) == null
        && configuration.getConf(0).getLayer() instanceof DenseLayer;
  }

  static InputType type(MultiLayerConfiguration configuration, Shape input) {
    return isFlat(configuration)
        ? InputType.feedForward(input.size())
        : InputType.convolutional(input.height(), input.width(), input.channels());
  }

  /**
   * Finds the smallest image that fits.
   *
   * @throws IllegalArgumentException where every size fits, as with global pooling, or none
   */
  static Shape infer(MultiLayerConfiguration configuration) {
    if (configuration.getInputPreProcess(0) instanceof FeedForwardToCnnPreProcessor maps) {
      return new Shape(
          (int) maps.getNumChannels(), (int) maps.getInputHeight(), (int) maps.getInputWidth());
    }
    if (!(configuration.getConf(0).getLayer() instanceof FeedForwardLayer first)) {
      throw unknown("its first layer is no convolution or dense layer");
    }
    int channels = (int) first.getNIn();
    if (!(first instanceof ConvolutionLayer)) {
      return Shape.flat(channels);
    }
    int flatten = flatten(configuration);
    var sizes = (CnnToFeedForwardPreProcessor) configuration.getInputPreProcess(flatten);
    return new Shape(
        channels,
        side(configuration, channels, flatten, (int) sizes.getInputHeight(), Shape::height),
        side(configuration, channels, flatten, (int) sizes.getInputWidth(), Shape::width));
  }

  private static int flatten(MultiLayerConfiguration configuration) {
    return IntStream.range(0, configuration.getConfs().size())
        .filter(i -> configuration.getInputPreProcess(i) instanceof CnnToFeedForwardPreProcessor)
        .findFirst()
        .orElseThrow(() -> unknown("it takes images of any size"));
  }

  private static int side(
      MultiLayerConfiguration configuration,
      int channels,
      int flatten,
      int wanted,
      ToIntFunction<Shape> side) {
    return IntStream.rangeClosed(1, LARGEST_SIDE)
        .filter(size -> fits(configuration, new Shape(channels, size, size), flatten, wanted, side))
        .findFirst()
        .orElseThrow(() -> unknown("no size up to " + LARGEST_SIDE + " fits its dense layers"));
  }

  private static boolean fits(
      MultiLayerConfiguration configuration,
      Shape input,
      int flatten,
      int wanted,
      ToIntFunction<Shape> side) {
    InputType type = type(configuration, input);
    try {
      for (int i = 0; i < flatten; i++) {
        type = NetworkReader.typeAfter(configuration, i, type);
      }
      return side.applyAsInt(NetworkReader.shape(type)) == wanted;
    } catch (IllegalArgumentException tooSmall) {
      return false;
    }
  }

  private static IllegalArgumentException unknown(String why) {
    return new IllegalArgumentException(
        "the network does not tell the size of its images (%s); say it with --input CxHxW"
            .formatted(why));
  }
}
