package org.espalier.engine.keras;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** Keras's convolutions in DL4J. */
final class KerasConvolutions {
  private KerasConvolutions() {}

  static Layer plain(KerasLayer layer) {
    if (layer.number(1, "groups") != 1) {
      throw layer.unsupported(
          "its groups are %s, DL4J knows 1 and, as DepthwiseConv2D, as many as channels"
              .formatted(layer.text("groups")));
    }
    return shaped(new ConvolutionLayer.Builder(), layer).nOut(filters(layer)).build();
  }

  static Layer depthwise(KerasLayer layer) {
    layer.requireOne("dilation_rate");
    DepthwiseConvolution2D.Builder builder = new DepthwiseConvolution2D.Builder();
    builder.depthMultiplier(depthMultiplier(layer));
    return shaped(builder, layer).build();
  }

  static Layer separable(KerasLayer layer) {
    SeparableConvolution2D.Builder builder = new SeparableConvolution2D.Builder();
    builder.depthMultiplier(depthMultiplier(layer));
    return shaped(builder, layer).nOut(filters(layer)).build();
  }

  /**
   * The first half of a separable convolution of one channel, where depthwise kernels are those of
   * a plain convolution.
   */
  static KerasLayer depthwiseOf(KerasLayer separable) {
    ObjectNode config = separable.config().deepCopy();
    config.put("filters", depthMultiplier(separable));
    config.put("use_bias", false);
    config.remove("activation");
    String name = separable.name() + "_depthwise";
    return new KerasLayer("Conv2D", name, separable.key(), config, separable.inputs());
  }

  /** The second half: it mixes maps. */
  static KerasLayer pointwiseOf(KerasLayer separable) {
    ObjectNode config = separable.config().deepCopy();
    config.put("kernel_size", 1);
    config.put("strides", 1);
    config.put("dilation_rate", 1);
    return new KerasLayer("Conv2D", separable.name(), separable.key(), config, separable.inputs());
  }

  static Layer transposed(KerasLayer layer) {
    layer.requireOne("dilation_rate");
    if (layer.has("output_padding")) {
      throw layer.unsupported("it has an output_padding, which DL4J does not know");
    }
    int[] kernel = layer.pair("kernel_size");
    int[] stride = layer.pair("strides");
    if (mode(layer) == ConvolutionMode.Truncate
        && (kernel[0] < stride[0] || kernel[1] < stride[1])) {
      throw layer.unsupported("its strides are larger than its kernel, without padding");
    }
    return shaped(new Deconvolution2D.Builder(), layer).nOut(filters(layer)).build();
  }

  private static <B extends ConvolutionLayer.BaseConvBuilder<B>> B shaped(
      B builder, KerasLayer layer) {
    builder.setKernelSize(layer.pair("kernel_size"));
    builder.setStride(layer.pair("strides"));
    builder.setDilation(
        layer.has("dilation_rate") ? layer.pair("dilation_rate") : new int[] {1, 1});
    return builder
        .convolutionMode(mode(layer))
        .hasBias(layer.is("use_bias"))
        .activation(KerasActivations.of(layer));
  }

  static ConvolutionMode mode(KerasLayer layer) {
    return switch (layer.text("padding")) {
      case "same" -> ConvolutionMode.Same;
      case "valid" -> ConvolutionMode.Truncate;
      default ->
          throw layer.unsupported(
              "its padding is '%s'; there are 'same' and 'valid'".formatted(layer.text("padding")));
    };
  }

  private static int filters(KerasLayer layer) {
    return (int) layer.number(0, "filters");
  }

  private static int depthMultiplier(KerasLayer layer) {
    return (int) layer.number(1, "depth_multiplier");
  }
}
