package org.espalier.engine;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * NASNet-A (Zoph et al. 2018, figure 4, wired as Keras wires it), two normal cells a stage, since
 * the builder of DL4J's zoo fails: it asks for shapes before it has named an input, and reads
 * layers by names that it has not given them.
 */
final class NasNet {
  private static final int CELLS = 2;
  private static final int STEM = 32;
  private static final int FILTERS = 24;

  private final GraphBuilder graph =
      new NeuralNetConfiguration.Builder().convolutionMode(ConvolutionMode.Same).graphBuilder();

  private NasNet() {}

  static ComputationGraph build(int channels, int side, int classes) {
    NasNet net = new NasNet();
    net.graph.addInputs("image").setInputTypes(InputType.convolutional(side, side, channels));
    net.cells(classes);
    ComputationGraph built = new ComputationGraph(net.graph.build());
    built.init();
    return built;
  }

  private void cells(int classes) {
    String stem = normed("stem", convolution(3, 2, STEM), "image");
    String before = stem;
    String here = stem;
    for (int stage = 0; stage < 3; stage++) {
      int filters = FILTERS << stage;
      if (stage > 0) {
        String next = reduction("reduction" + stage, filters, here, before);
        before = here;
        here = next;
      }
      for (int cell = 0; cell < CELLS; cell++) {
        boolean halved = stage > 0 && cell == 0;
        String next = normal("cell" + stage + "-" + cell, filters, here, before, halved);
        before = here;
        here = next;
      }
    }
    graph
        .addLayer("relu", relu(), here)
        .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "relu")
        .addLayer(
            "answer",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build(),
            "mean")
        .setOutputs("answer");
  }

  /**
   * Keeps the size of the maps.
   *
   * @param halved whether the cell before the last had maps of twice the size
   */
  private String normal(String name, int filters, String here, String before, boolean halved) {
    String p =
        halved ? factorized(name + "-p", filters, before) : fitted(name + "-p", filters, before);
    String h = fitted(name + "-h", filters, here);
    return merge(
        name,
        p,
        add(
            name + "-1",
            separable(name + "-1a", 5, 1, filters, h),
            separable(name + "-1b", 3, 1, filters, p)),
        add(
            name + "-2",
            separable(name + "-2a", 5, 1, filters, p),
            separable(name + "-2b", 3, 1, filters, p)),
        add(name + "-3", pool(name + "-3a", PoolingType.AVG, 1, h), p),
        add(
            name + "-4",
            pool(name + "-4a", PoolingType.AVG, 1, p),
            pool(name + "-4b", PoolingType.AVG, 1, p)),
        add(name + "-5", separable(name + "-5a", 3, 1, filters, h), h));
  }

  /** Halves the size of the maps. */
  private String reduction(String name, int filters, String here, String before) {
    String p = fitted(name + "-p", filters, before);
    String h = fitted(name + "-h", filters, here);
    String first =
        add(
            name + "-1",
            separable(name + "-1a", 5, 2, filters, h),
            separable(name + "-1b", 7, 2, filters, p));
    String second =
        add(
            name + "-2",
            pool(name + "-2a", PoolingType.MAX, 2, h),
            separable(name + "-2b", 7, 2, filters, p));
    return merge(
        name,
        second,
        add(
            name + "-3",
            pool(name + "-3a", PoolingType.AVG, 2, h),
            separable(name + "-3b", 5, 2, filters, p)),
        add(name + "-4", second, pool(name + "-4a", PoolingType.AVG, 1, first)),
        add(
            name + "-5",
            separable(name + "-5a", 3, 1, filters, first),
            pool(name + "-5b", PoolingType.MAX, 2, h)));
  }

  private String fitted(String name, int filters, String input) {
    graph.addLayer(name + "-relu", relu(), input);
    return normed(name, convolution(1, 1, filters), name + "-relu");
  }

  /** Halves maps without losing every other value: a second path is moved by one. */
  private String factorized(String name, int filters, String input) {
    graph
        .addLayer(name + "-relu", relu(), input)
        .addLayer(name + "-even", every(2), name + "-relu")
        .addLayer(name + "-left", convolution(1, 1, filters / 2), name + "-even")
        .addLayer(name + "-pad", new ZeroPaddingLayer(0, 1, 0, 1), name + "-relu")
        .addLayer(name + "-crop", new Cropping2D(1, 0, 1, 0), name + "-pad")
        .addLayer(name + "-odd", every(2), name + "-crop")
        .addLayer(name + "-right", convolution(1, 1, filters / 2), name + "-odd")
        .addVertex(name + "-both", new MergeVertex(), name + "-left", name + "-right")
        .addLayer(name, norm(), name + "-both");
    return name;
  }

  private String separable(String name, int kernel, int stride, int filters, String input) {
    graph
        .addLayer(name + "-relu-1", relu(), input)
        .addLayer(name + "-conv-1", separable(kernel, stride, filters), name + "-relu-1")
        .addLayer(name + "-norm-1", norm(), name + "-conv-1")
        .addLayer(name + "-relu-2", relu(), name + "-norm-1")
        .addLayer(name + "-conv-2", separable(kernel, 1, filters), name + "-relu-2")
        .addLayer(name, norm(), name + "-conv-2");
    return name;
  }

  private String normed(String name, ConvolutionLayer convolution, String input) {
    graph.addLayer(name + "-conv", convolution, input).addLayer(name, norm(), name + "-conv");
    return name;
  }

  private String pool(String name, PoolingType type, int stride, String input) {
    graph.addLayer(name, pool(type, 3, stride), input);
    return name;
  }

  private String add(String name, String left, String right) {
    graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), left, right);
    return name;
  }

  private String merge(String name, String... parts) {
    graph.addVertex(name, new MergeVertex(), parts);
    return name;
  }

  private static ConvolutionLayer convolution(int kernel, int stride, int filters) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .nOut(filters)
        .hasBias(false)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static SeparableConvolution2D separable(int kernel, int stride, int filters) {
    return new SeparableConvolution2D.Builder(kernel, kernel)
        .stride(stride, stride)
        .nOut(filters)
        .hasBias(false)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static SubsamplingLayer every(int stride) {
    return pool(PoolingType.AVG, 1, stride);
  }

  private static SubsamplingLayer pool(PoolingType type, int kernel, int stride) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(kernel, kernel)
        .stride(stride, stride)
        .build();
  }

  private static BatchNormalization norm() {
    return new BatchNormalization.Builder().build();
  }

  private static ActivationLayer relu() {
    return new ActivationLayer(Activation.RELU);
  }
}
