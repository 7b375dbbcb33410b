package org.espalier.engine;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.Activation;

/**
 * The residual networks for CIFAR-10 of He et al., "Deep residual learning for image recognition"
 * (2016), section 4.2: a 3x3 stem, then three stages of 16, 32 and 64 channels with blocks of two
 * 3x3 convolutions, the later stages at half the size, then the mean of each channel. Where a block
 * changes the shape its shortcut is a 1x1 convolution (their option B): DL4J cannot fill up
 * channels with zeros, which option A does.
 *
 * <p>Of 20 layers: 274,042 parameters, running statistics of batch norms among them, and 40,813,184
 * multiply-adds on 32x32x3 with ten classes.
 */
final class ResNet {
  private static final int STEM = 16;
  private static final int STAGES = 3;

  private final GraphBuilder graph;

  private ResNet(GraphBuilder graph) {
    this.graph = graph;
  }

  /**
   * The configuration of a network with 6 · blocks + 2 layers.
   *
   * @param blocks of each stage
   */
  static ComputationGraphConfiguration graph(
      NeuralNetConfiguration.Builder training,
      InputType input,
      int blocks,
      OutputLayer classifier) {
    GraphBuilder graph = training.graphBuilder().addInputs("image").setInputTypes(input);
    ResNet net = new ResNet(graph);
    String last = net.relu("stem", net.convolved("stem", "image", STEM, 3, 1));
    for (int stage = 1; stage <= STAGES; stage++) {
      for (int block = 1; block <= blocks; block++) {
        boolean narrows = stage > 1 && block == 1;
        last = net.block("stage%d-%d".formatted(stage, block), last, STEM << (stage - 1), narrows);
      }
    }
    return graph
        .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), last)
        .addLayer("classes", classifier, "pool")
        .setOutputs("classes")
        .build();
  }

  private String block(String name, String input, int channels, boolean narrows) {
    int stride = narrows ? 2 : 1;
    String first = relu(name + "-a", convolved(name + "-a", input, channels, 3, stride));
    String second = convolved(name + "-b", first, channels, 3, 1);
    String shortcut = narrows ? convolved(name + "-shortcut", input, channels, 1, stride) : input;
    graph.addVertex(
        name + "-sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), second, shortcut);
    return relu(name, name + "-sum");
  }

  /** A convolution with batch norm, and no activation yet. */
  private String convolved(String name, String input, int channels, int kernel, int stride) {
    graph.addLayer(
        name,
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .padding(kernel / 2, kernel / 2)
            .nOut(channels)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build(),
        input);
    graph.addLayer(name + "-norm", new BatchNormalization.Builder().build(), name);
    return name + "-norm";
  }

  private String relu(String name, String input) {
    graph.addLayer(name + "-relu", new ActivationLayer(Activation.RELU), input);
    return name + "-relu";
  }
}
