package org.espalier.engine;

import static org.espalier.network.ChannelRole.KEEPS;
import static org.espalier.network.ChannelRole.OPAQUE;
import static org.espalier.network.ChannelRole.PRODUCES;
import static org.espalier.network.Parameter.NONE;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.espalier.network.ChannelRole;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/**
 * What each DL4J layer type means for channels, a row a type. A type that has no row is opaque:
 * what flows in or out of it is never cut.
 */
final class LayerTable {
  /** The last axis of a vector, which DL4J shapes [n] or [1, n]. */
  static final int LAST = -2;

  /** The axes of a parameter that run over the layer's output and input channels. */
  record Axes(int output, int input, boolean weight) {}

  /**
   * A type's row.
   *
   * @param axes by the key DL4J gives the parameter
   */
  record Row(String type, ChannelRole role, Map<String, Axes> axes) {}

  private static final Map<String, Axes> KERNEL =
      Map.of("W", new Axes(0, 1, true), "b", new Axes(LAST, NONE, false));
  private static final Map<String, Axes> MATRIX =
      Map.of("W", new Axes(1, 0, true), "b", new Axes(LAST, NONE, false));
  private static final Axes PER_CHANNEL = new Axes(LAST, NONE, false);
  private static final Map<String, Axes> STATISTICS =
      Map.of(
          "gamma", PER_CHANNEL,
          "beta", PER_CHANNEL,
          "mean", PER_CHANNEL,
          "var", PER_CHANNEL,
          "log10stdev", PER_CHANNEL);

  private static final Map<Class<? extends Layer>, Row> ROWS =
      Map.ofEntries(
          Map.entry(ConvolutionLayer.class, new Row("convolution", PRODUCES, KERNEL)),
          Map.entry(DenseLayer.class, new Row("dense", PRODUCES, MATRIX)),
          Map.entry(OutputLayer.class, new Row("output", PRODUCES, MATRIX)),
          Map.entry(BatchNormalization.class, new Row("batch-norm", KEEPS, STATISTICS)),
          Map.entry(SubsamplingLayer.class, new Row("pooling", KEEPS, Map.of())),
          Map.entry(GlobalPoolingLayer.class, new Row("global-pooling", KEEPS, Map.of())),
          Map.entry(ActivationLayer.class, new Row("activation", KEEPS, Map.of())),
          Map.entry(DropoutLayer.class, new Row("dropout", KEEPS, Map.of())),
          Map.entry(ZeroPaddingLayer.class, new Row("zero-padding", KEEPS, Map.of())),
          Map.entry(Cropping2D.class, new Row("cropping", KEEPS, Map.of())),
          Map.entry(Upsampling2D.class, new Row("up-sampling", KEEPS, Map.of())),
          Map.entry(LossLayer.class, new Row("loss", KEEPS, Map.of())));

  /** Parameters of layers that have no row, which weight pruning may still zero. */
  private static final List<String> WEIGHT_KEYS = List.of("W", "RW", "pW");

  private LayerTable() {}

  /**
   * The row of a layer.
   *
   * @param last whether it is the network's last, where mixing channels does no harm
   */
  static Row row(Layer layer, boolean last) {
    Row row = ROWS.get(layer.getClass());
    if (row == null) {
      return new Row(layer.getClass().getSimpleName(), OPAQUE, Map.of());
    }
    return !last && mixesChannels(layer) ? new Row(row.type(), OPAQUE, row.axes()) : row;
  }

  static Axes axes(Row row, String key) {
    return row.axes().getOrDefault(key, new Axes(NONE, NONE, WEIGHT_KEYS.contains(key)));
  }

  /**
   * A channel that is zero must not change the others: softmax, layer norm and NHWC maps do more.
   */
  private static boolean mixesChannels(Layer layer) {
    return activation(layer) instanceof ActivationSoftmax
        || (layer instanceof DenseLayer dense && dense.hasLayerNorm())
        || (layer instanceof ConvolutionLayer convolution
            && convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC);
  }

  private static IActivation activation(Layer layer) {
    if (layer instanceof BaseLayer withActivation) {
      return withActivation.getActivationFn();
    }
    return layer instanceof ActivationLayer alone ? alone.getActivationFn() : null;
  }
}
