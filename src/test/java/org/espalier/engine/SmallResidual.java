package org.espalier.engine;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.espalier.engine.net.GraphNet;
import org.espalier.engine.net.Net;
import org.espalier.network.Shape;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A graph of one residual block, with batch norms of both ways to keep a variance, and dropout. */
public final class SmallResidual {
  private SmallResidual() {}

  public static Net net(Shape input, int classes, long seed) {
    var graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(new Nesterovs(0.01, 0.9))
            .graphBuilder()
            .addInputs("image")
            .addLayer("stem", convolution(6, 1), "image")
            .addLayer("stem-bn", norm(true, Activation.RELU), "stem")
            .addLayer("a", convolution(5, 1), "stem-bn")
            .addLayer("a-bn", norm(false, Activation.RELU), "a")
            .addLayer("b", convolution(6, 0.8), "a-bn")
            .addLayer("b-bn", norm(true, Activation.IDENTITY), "b")
            .addVertex("add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "stem-bn", "b-bn")
            .addLayer("relu", new ActivationLayer(Activation.RELU), "add")
            .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "relu")
            .addLayer(
                "out",
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(classes)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "pool")
            .setOutputs("out")
            .setInputTypes(InputType.convolutional(input.height(), input.width(), input.channels()))
            .build();
    ComputationGraph network = new ComputationGraph(graph);
    network.init();
    return new GraphNet(network);
  }

  /** Keeps a share of its inputs in training. */
  private static ConvolutionLayer convolution(int channels, double kept) {
    return new ConvolutionLayer.Builder(3, 3)
        .padding(1, 1)
        .nOut(channels)
        .activation(Activation.IDENTITY)
        .dropOut(kept)
        .build();
  }

  private static BatchNormalization norm(boolean logarithm, Activation activation) {
    return new BatchNormalization.Builder().useLogStd(logarithm).activation(activation).build();
  }
}
