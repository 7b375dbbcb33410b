package org.espalier.engine.net;

import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.espalier.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How a network wants its images. */
public enum InputFormat {
  /** Each as one row of values. */
  FLAT {
    @Override
    InputType type(Shape shape) {
      return InputType.feedForward(shape.size());
    }

    @Override
    public INDArray shaped(INDArray rows, Shape shape) {
      return rows;
    }
  },
  /** Channel by channel: [n, channels, height, width]. */
  NCHW {
    @Override
    InputType type(Shape shape) {
      return InputType.convolutional(
          shape.height(), shape.width(), shape.channels(), CNN2DFormat.NCHW);
    }

    @Override
    public INDArray shaped(INDArray rows, Shape shape) {
      return rows.reshape(rows.size(0), shape.channels(), shape.height(), shape.width());
    }
  },
  /** Position by position: [n, height, width, channels]. */
  NHWC {
    @Override
    InputType type(Shape shape) {
      return InputType.convolutional(
          shape.height(), shape.width(), shape.channels(), CNN2DFormat.NHWC);
    }

    @Override
    public INDArray shaped(INDArray rows, Shape shape) {
      return NCHW.shaped(rows, shape).permute(0, 2, 3, 1).dup('c');
    }
  };

  abstract InputType type(Shape shape);

  /**
   * Brings rows into the format.
   *
   * @param rows [n, values], each image channel by channel
   */
  public abstract INDArray shaped(INDArray rows, Shape shape);

  /** What the first node behind an input that says so wants. */
  public static InputFormat of(Topology topology, String input) {
    return topology.behind(input).stream()
        .flatMap(node -> wanted(node.conf()).stream())
        .findFirst()
        .orElse(NCHW);
  }

  private static Optional<InputFormat> wanted(Object conf) {
    return conf instanceof DenseLayer || conf instanceof BaseOutputLayer
        ? Optional.of(FLAT)
        : format(conf).map(format -> format == CNN2DFormat.NHWC ? NHWC : NCHW);
  }

  private static Optional<CNN2DFormat> format(Object conf) {
    if (conf instanceof ConvolutionLayer layer) {
      return Optional.of(layer.getCnn2dDataFormat());
    }
    if (conf instanceof SubsamplingLayer layer) {
      return Optional.of(layer.getCnn2dDataFormat());
    }
    if (conf instanceof ZeroPaddingLayer layer) {
      return Optional.of(layer.getDataFormat());
    }
    if (conf instanceof Cropping2D layer) {
      return Optional.of(layer.getDataFormat());
    }
    if (conf instanceof Upsampling2D layer) {
      return Optional.of(layer.getFormat());
    }
    if (conf instanceof BatchNormalization layer) {
      return Optional.of(layer.getCnn2DFormat());
    }
    return conf instanceof CnnToFeedForwardPreProcessor flatten
        ? Optional.of(flatten.getFormat())
        : Optional.empty();
  }
}
