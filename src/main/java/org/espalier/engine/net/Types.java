package org.espalier.engine.net;

import java.util.List;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.espalier.network.Layout;
import org.espalier.network.Shape;

/**
 * What flows into a node and out of it, in DL4J's terms.
 *
 * @param in a type for each input
 */
public record Types(List<InputType> in, InputType out) {
  /** Asks DL4J what a node makes of what flows in; where its answer is wrong, says it itself. */
  static Types through(Object conf, int index, List<InputType> in) {
    return new Types(in, out(conf, index, in));
  }

  private static InputType out(Object conf, int index, List<InputType> in) {
    InputType first = in.get(0);
    if (conf instanceof LossLayer) {
      // DL4J answers with a setting that a loss layer does without.
      return first;
    }
    if (conf instanceof LocallyConnected2D local && first instanceof InputTypeConvolutional maps) {
      checkSize(local, maps);
    }
    if (conf instanceof Layer layer) {
      return layer.getOutputType(index, first);
    }
    if (conf instanceof InputPreProcessor preProcessor) {
      return preProcessor.getOutputType(first);
    }
    return first instanceof InputTypeConvolutional maps
        ? outOfVertex((GraphVertex) conf, index, in, maps)
        : outOfVertex((GraphVertex) conf, index, in);
  }

  /** Asked what it makes of maps of another size, DL4J would change the layer to take them. */
  private static void checkSize(LocallyConnected2D local, InputTypeConvolutional maps) {
    int[] size = local.getInputSize();
    if (size != null && (size[0] != maps.getHeight() || size[1] != maps.getWidth())) {
      throw new IllegalArgumentException(
          "it has weights for maps of %dx%d".formatted(size[0], size[1]));
    }
  }

  private static InputType outOfVertex(GraphVertex conf, int index, List<InputType> in) {
    if (conf instanceof StackVertex) {
      return in.get(0);
    }
    InputType out = conf.getOutputType(index, in.toArray(new InputType[0]));
    if (conf instanceof ReshapeVertex) {
      checkValues(in.get(0).arrayElementsPerExample(), out.arrayElementsPerExample());
    }
    return out;
  }

  /** DL4J would let the number of rows make up for it. */
  private static void checkValues(long given, long wanted) {
    if (given != wanted) {
      throw new IllegalArgumentException(
          "it takes %d values an image, not %d".formatted(wanted, given));
    }
  }

  /**
   * What vertices make of maps. DL4J counts the channels of a subset backwards, takes every merge
   * for one of channels, changing the vertex that it asks, and knows no addition of one value to a
   * whole map, though it computes all of these.
   */
  private static InputType outOfVertex(
      GraphVertex conf, int index, List<InputType> in, InputTypeConvolutional first) {
    if (conf instanceof SubsetVertex subset) {
      return resized(first, 1, subset.getTo() - subset.getFrom() + 1L);
    }
    if (conf instanceof MergeVertex merge && in.size() > 1) {
      int axis = merge.getMergeAxis();
      return resized(first, axis, along(in, axis).sum());
    }
    if (conf instanceof ElementWiseVertex && in.size() > 1) {
      InputType widest = first;
      for (int axis = 1; axis <= 3; axis++) {
        widest = resized((InputTypeConvolutional) widest, axis, widest(in, axis));
      }
      return widest;
    }
    if (conf instanceof PoolHelperVertex) {
      return InputType.convolutional(
          first.getHeight() - 1, first.getWidth() - 1, first.getChannels(), first.getFormat());
    }
    return outOfVertex(conf, index, in);
  }

  private static long widest(List<InputType> in, int axis) {
    long widest = along(in, axis).max().orElseThrow();
    if (along(in, axis).anyMatch(size -> size != 1 && size != widest)) {
      throw new IllegalArgumentException("the sizes of its inputs do not fit each other: " + in);
    }
    return widest;
  }

  private static LongStream along(List<InputType> in, int axis) {
    return in.stream().mapToLong(type -> type.getShape(false)[axis - 1]);
  }

  /** Maps of another size along an axis of [n, …], as their format counts the axes. */
  private static InputType resized(InputTypeConvolutional maps, int axis, long size) {
    long[] sizes = maps.getShape(false);
    sizes[axis - 1] = size;
    return maps.getFormat() == CNN2DFormat.NHWC
        ? InputType.convolutional(sizes[0], sizes[1], sizes[2], CNN2DFormat.NHWC)
        : InputType.convolutional(sizes[1], sizes[2], sizes[0], CNN2DFormat.NCHW);
  }

  public InputType first() {
    return in.get(0);
  }

  static Shape shape(InputType type) {
    if (type instanceof InputTypeConvolutional maps) {
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
  public static Layout layout(InputType type) {
    return type instanceof InputTypeConvolutional maps && maps.getFormat() == CNN2DFormat.NHWC
        ? Layout.CHANNELS_LAST
        : Layout.CHANNELS_FIRST;
  }

  /** Whether it is images or flat rows: what channels can be followed through. */
  static boolean isImageOrFlat(InputType type) {
    return type instanceof InputTypeConvolutional || type instanceof InputType.InputTypeFeedForward;
  }
}
