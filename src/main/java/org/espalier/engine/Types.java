package org.espalier.engine;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.espalier.network.Layout;
import org.espalier.network.Shape;

/**
 * What flows into a node and out of it, in DL4J's terms.
 *
 * @param in a type for each input
 */
record Types(List<InputType> in, InputType out) {
  /** Asks DL4J what a node makes of what flows in; where its answer is wrong, says it itself. */
  static Types through(Object conf, int index, List<InputType> in) {
    return new Types(in, out(conf, index, in));
  }

  private static InputType out(Object conf, int index, List<InputType> in) {
    InputType first = in.get(0);
    if (conf instanceof Layer layer) {
      return layer.getOutputType(index, first);
    }
    if (conf instanceof InputPreProcessor preProcessor) {
      return preProcessor.getOutputType(first);
    }
    if (conf instanceof SubsetVertex subset
        && first instanceof InputType.InputTypeConvolutional maps) {
      return InputType.convolutional(
          maps.getHeight(),
          maps.getWidth(),
          subset.getTo() - subset.getFrom() + 1L,
          maps.getFormat());
    }
    if (conf instanceof StackVertex) {
      return first;
    }
    if (conf instanceof PoolHelperVertex
        && first instanceof InputType.InputTypeConvolutional maps) {
      return InputType.convolutional(
          maps.getHeight() - 1, maps.getWidth() - 1, maps.getChannels(), maps.getFormat());
    }
    return ((GraphVertex) conf).getOutputType(index, in.toArray(new InputType[0]));
  }

  InputType first() {
    return in.get(0);
  }

  static Shape shape(InputType type) {
    if (type instanceof InputType.InputTypeConvolutional maps) {
      return new Shape((int) maps.getChannels(), (int) maps.getHeight(), (int) maps.getWidth());
    }
    if (type instanceof InputType.InputTypeConvolutionalFlat flat) {
      return Shape.flat((int) flat.getFlattenedSize());
    }
    if (type instanceof InputType.InputTypeRecurrent series) {
      return new Shape((int) series.getSize(), (int) Math.max(1, series.getTimeSeriesLength()), 1);
    }
    if (type instanceof InputType.InputTypeConvolutional3D volumes) {
      return new Shape(
          (int) volumes.getChannels(),
          (int) (volumes.getDepth() * volumes.getHeight()),
          (int) volumes.getWidth());
    }
    return Shape.flat((int) type.arrayElementsPerExample());
  }

  /** In which order the values of one image lie; of flat rows both are the same. */
  static Layout layout(InputType type) {
    return type instanceof InputType.InputTypeConvolutional maps
            && maps.getFormat() == CNN2DFormat.NHWC
        ? Layout.CHANNELS_LAST
        : Layout.CHANNELS_FIRST;
  }

  /** Whether it is images or flat rows: what channels can be followed through. */
  static boolean isImageOrFlat(InputType type) {
    return type instanceof InputType.InputTypeConvolutional
        || type instanceof InputType.InputTypeFeedForward;
  }
}
