package org.espalier.engine.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies a Keras layer's weights into its DL4J layer. Keras keeps kernels as (height, width,
 * inputs, outputs), DL4J as (outputs, inputs, height, width), but for depthwise ones.
 */
final class KerasParameters {
  private static final int[] KERNEL = {3, 2, 0, 1};
  private static final int[] SLOPES = {2, 0, 1};

  private KerasParameters() {}

  /**
   * Fills a layer.
   *
   * @param order Keras's place of each value that flows into the layer, where it is a vector
   * @throws IllegalArgumentException where the file's weights are not those that the layer has
   */
  static void fill(
      Layer target,
      KerasLayer layer,
      List<INDArray> weights,
      List<Integer> order,
      KerasLayout layout) {
    Map<String, INDArray> named = named(layer, weights, order, layout);
    if (!named.keySet().equals(target.paramTable().keySet())) {
      throw layer.unsupported(
          "it needs weights for %s, the file has those for %s"
              .formatted(target.paramTable().keySet(), named.keySet()));
    }
    named.forEach((key, value) -> assign(layer, target.getParam(key), value));
  }

  private static void assign(KerasLayer layer, INDArray target, INDArray value) {
    boolean fits =
        value.rank() == 1
            ? value.length() == target.length()
            : Arrays.equals(value.shape(), target.shape());
    if (!fits) {
      throw layer.unsupported(
          "its weights are %s where its config asks for %s"
              .formatted(Arrays.toString(value.shape()), Arrays.toString(target.shape())));
    }
    target.assign(value.reshape(target.shape()));
  }

  /** By DL4J's names, in DL4J's layout. Keras's come in the order in which it makes them. */
  private static Map<String, INDArray> named(
      KerasLayer layer, List<INDArray> weights, List<Integer> order, KerasLayout layout) {
    List<String> names = names(layer);
    if (weights.size() != names.size()) {
      throw layer.unsupported(
          "the file has %d arrays of weights for it, not the %d of %s"
              .formatted(weights.size(), names.size(), names));
    }
    Map<String, INDArray> named = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      named.put(names.get(i), arranged(layer, names.get(i), weights.get(i), order, layout));
    }
    if (layer.type().equals("BatchNormalization")) {
      named.putIfAbsent("gamma", Nd4j.onesLike(named.get("mean")));
      named.putIfAbsent("beta", Nd4j.zerosLike(named.get("mean")));
    }
    return named;
  }

  private static List<String> names(KerasLayer layer) {
    List<String> names = new ArrayList<>();
    switch (layer.type()) {
      case "BatchNormalization" -> {
        addIf(layer.is("scale"), names, "gamma");
        addIf(layer.is("center"), names, "beta");
        names.addAll(List.of("mean", "var"));
      }
      case "PReLU" -> names.add("W");
      case "SeparableConv2D" -> names.addAll(List.of("W", "pW"));
      case "Conv2D", "Conv2DTranspose", "DepthwiseConv2D", "Dense" -> names.add("W");
      default -> {}
    }
    addIf(layer.is("use_bias"), names, "b");
    return names;
  }

  private static void addIf(boolean there, List<String> names, String name) {
    if (there) {
      names.add(name);
    }
  }

  private static INDArray arranged(
      KerasLayer layer, String name, INDArray weight, List<Integer> order, KerasLayout layout) {
    boolean fixed = name.equals("b") || layer.type().equals("DepthwiseConv2D");
    if (fixed) {
      return weight;
    }
    return switch (layer.type()) {
      case "Dense", "BatchNormalization" -> ordered(weight, order);
      case "PReLU" ->
          layout == KerasLayout.CHANNELS_FIRST ? weight : permuted(layer, weight, SLOPES);
      default -> permuted(layer, weight, KERNEL);
    };
  }

  private static INDArray permuted(KerasLayer layer, INDArray weight, int[] axes) {
    if (weight.rank() != axes.length) {
      throw layer.unsupported(
          "its weights are %s where %d axes are needed"
              .formatted(Arrays.toString(weight.shape()), axes.length));
    }
    return weight.permute(axes).dup('c');
  }

  /** Rows of a matrix, or values of a vector, in DL4J's order. */
  private static INDArray ordered(INDArray weight, List<Integer> order) {
    if (order.isEmpty()) {
      return weight;
    }
    int width = (int) (weight.length() / weight.size(0));
    float[] from = weight.dup('c').data().asFloat();
    float[] to = new float[from.length];
    for (int row = 0; row < order.size(); row++) {
      System.arraycopy(from, order.get(row) * width, to, row * width, width);
    }
    return Nd4j.create(to, weight.shape(), 'c');
  }
}
