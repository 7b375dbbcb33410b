package org.espalier.engine.keras;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Which DL4J layer each of Keras's is: a row a type. */
final class KerasLayers {
  /** Makes a DL4J layer of one of Keras's and what flows into it. */
  @FunctionalInterface
  private interface Translation {
    Layer translate(KerasLayer layer, KerasTensor input, KerasLayout layout);
  }

  /** Makes a DL4J layer of one of Keras's. */
  @FunctionalInterface
  private interface Plain {
    Layer translate(KerasLayer layer);
  }

  private static final Map<String, Translation> ON_MAPS =
      Map.ofEntries(
          Map.entry("Conv2D", plain(KerasConvolutions::plain)),
          Map.entry("DepthwiseConv2D", plain(KerasConvolutions::depthwise)),
          Map.entry("SeparableConv2D", KerasLayers::separable),
          Map.entry("Conv2DTranspose", plain(KerasConvolutions::transposed)),
          Map.entry("MaxPooling2D", plain(layer -> pooling(layer, PoolingType.MAX))),
          Map.entry("AveragePooling2D", plain(layer -> pooling(layer, PoolingType.AVG))),
          Map.entry("GlobalMaxPooling2D", plain(layer -> globalPooling(layer, PoolingType.MAX))),
          Map.entry(
              "GlobalAveragePooling2D", plain(layer -> globalPooling(layer, PoolingType.AVG))),
          Map.entry("ZeroPadding2D", plain(KerasLayers::padding)),
          Map.entry("Cropping2D", plain(KerasLayers::cropping)),
          Map.entry("UpSampling2D", plain(KerasLayers::upSampling)),
          Map.entry("SpatialDropout2D", plain(layer -> dropout(new SpatialDropout(kept(layer))))),
          Map.entry("PReLU", KerasLayers::parametricRelu));

  private static final Map<String, Translation> ON_ANYTHING =
      Map.ofEntries(
          Map.entry("BatchNormalization", KerasLayers::batchNormalization),
          Map.entry("Activation", KerasLayers::activation),
          Map.entry("ReLU", KerasLayers::activation),
          Map.entry("LeakyReLU", KerasLayers::activation),
          Map.entry("ELU", KerasLayers::activation),
          Map.entry("Softmax", KerasLayers::activation),
          Map.entry("Dropout", plain(layer -> dropout(new Dropout(kept(layer))))),
          Map.entry("AlphaDropout", plain(layer -> dropout(new AlphaDropout(kept(layer))))),
          Map.entry("GaussianDropout", plain(layer -> dropout(new GaussianDropout(rate(layer))))),
          Map.entry(
              "GaussianNoise",
              plain(layer -> dropout(new GaussianNoise(layer.number(0, "stddev"))))));

  private static final Map<String, Translation> ON_VECTORS =
      Map.of("Dense", plain(KerasLayers::dense));

  private static final String NESTED =
      "it is a model in itself; build one model of its layers, from its input and output";

  /** What to do about layers that are met often and not read. */
  private static final Map<String, String> HINTS =
      Map.of(
          "Functional", NESTED,
          "Model", NESTED,
          "Sequential", NESTED,
          "Rescaling", "leave it out, and rescale the images",
          "Normalization", "leave it out, and normalize the images",
          "TFOpLambda", "it is an operator; use a layer for it, such as Add for +",
          "Lambda", "it is code; use layers for what it does");

  private static final Set<String> ACTIVATIONS =
      Set.of("Activation", "ReLU", "LeakyReLU", "ELU", "Softmax");

  private KerasLayers() {}

  static boolean isActivation(String type) {
    return ACTIVATIONS.contains(type);
  }

  /**
   * The DL4J layer.
   *
   * @throws IllegalArgumentException where DL4J has none that computes the same
   */
  static Layer translate(KerasLayer layer, KerasTensor input, KerasLayout layout) {
    Translation translation = ON_ANYTHING.get(layer.type());
    if (translation == null) {
      translation = (input.isMaps() ? ON_MAPS : ON_VECTORS).get(layer.type());
    }
    if (translation == null) {
      throw unknown(layer, input);
    }
    Layer translated = translation.translate(layer, input, layout);
    translated.setLayerName(layer.name());
    return translated;
  }

  private static Layer separable(KerasLayer layer, KerasTensor input, KerasLayout layout) {
    if (input.maps().getChannels() == 1) {
      throw layer.unsupported(
          "it reads a single channel, which ND4J cannot compute; a Conv2D does the same there");
    }
    return KerasConvolutions.separable(layer);
  }

  private static IllegalArgumentException unknown(KerasLayer layer, KerasTensor input) {
    Map<String, Translation> others = input.isMaps() ? ON_VECTORS : ON_MAPS;
    if (others.containsKey(layer.type())) {
      return layer.unsupported(
          input.isMaps()
              ? "it takes maps; put Flatten or a global pooling before it"
              : "it takes a vector; only on maps is it read");
    }
    String hint = HINTS.get(layer.type());
    if (hint != null) {
      return layer.unsupported(hint);
    }
    Set<String> known = new TreeSet<>(ON_MAPS.keySet());
    known.addAll(ON_ANYTHING.keySet());
    known.addAll(ON_VECTORS.keySet());
    known.addAll(KerasVertices.TYPES);
    known.addAll(KerasShapes.TYPES);
    return layer.unsupported(
        "no such layer is known; there are %s".formatted(String.join(", ", known)));
  }

  private static Translation plain(Plain plain) {
    return (layer, input, layout) -> plain.translate(layer);
  }

  private static Layer dense(KerasLayer layer) {
    return new DenseLayer.Builder()
        .nOut((int) layer.number(0, "units"))
        .hasBias(layer.is("use_bias"))
        .activation(KerasActivations.of(layer))
        .build();
  }

  private static Layer batchNormalization(KerasLayer layer, KerasTensor input, KerasLayout layout) {
    JsonNode axis = layer.config().path("axis");
    if (!layout.isChannelAxis(axis, input.type())) {
      throw layer.unsupported("its axis is %s, which is not that of the channels".formatted(axis));
    }
    return new BatchNormalization.Builder()
        .decay(layer.number(0.99, "momentum"))
        .eps(layer.number(1e-3, "epsilon"))
        .useLogStd(false)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static Layer activation(KerasLayer layer, KerasTensor input, KerasLayout layout) {
    if (input.isMaps() && KerasClassifier.isSoftmax(layer)) {
      throw layer.unsupported("it is a softmax over maps; it is read on vectors");
    }
    return new ActivationLayer.Builder().activation(KerasActivations.ofLayer(layer)).build();
  }

  private static Layer pooling(KerasLayer layer, PoolingType type) {
    int[] size = layer.pair("pool_size");
    return new SubsamplingLayer.Builder(type)
        .kernelSize(size)
        .stride(layer.has("strides") ? layer.pair("strides") : size)
        .convolutionMode(KerasConvolutions.mode(layer))
        .build();
  }

  private static Layer globalPooling(KerasLayer layer, PoolingType type) {
    return new GlobalPoolingLayer.Builder(type).collapseDimensions(!layer.is("keepdims")).build();
  }

  private static Layer padding(KerasLayer layer) {
    return new ZeroPaddingLayer.Builder(layer.sides("padding")).build();
  }

  private static Layer cropping(KerasLayer layer) {
    return new Cropping2D.Builder(layer.sides("cropping")).build();
  }

  private static Layer upSampling(KerasLayer layer) {
    String interpolation = layer.has("interpolation") ? layer.text("interpolation") : "nearest";
    if (!interpolation.equals("nearest")) {
      throw layer.unsupported(
          "its interpolation is '%s', DL4J knows 'nearest'".formatted(interpolation));
    }
    return new Upsampling2D.Builder(1).size(layer.pair("size")).build();
  }

  private static Layer parametricRelu(KerasLayer layer, KerasTensor input, KerasLayout layout) {
    var maps = input.maps();
    return new PReLULayer.Builder()
        .inputShape(maps.getChannels(), maps.getHeight(), maps.getWidth())
        .sharedAxes(sharedAxes(layer, layout))
        .build();
  }

  /** Axes of a (channels, height, width) image that share a slope, counted from one. */
  static long[] sharedAxes(KerasLayer layer, KerasLayout layout) {
    int[] dl4j = layout == KerasLayout.CHANNELS_FIRST ? new int[] {1, 2, 3} : new int[] {2, 3, 1};
    LongStream.Builder axes = LongStream.builder();
    layer.config().path("shared_axes").forEach(axis -> axes.add(dl4j[axis.asInt() - 1]));
    return axes.build().sorted().toArray();
  }

  private static Layer dropout(IDropout dropout) {
    return new DropoutLayer.Builder(dropout).build();
  }

  private static double rate(KerasLayer layer) {
    return layer.number(0, "rate");
  }

  private static double kept(KerasLayer layer) {
    return 1 - rate(layer);
  }
}
