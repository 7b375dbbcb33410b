package org.espalier.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.engine.net.GraphNet;
import org.espalier.engine.net.InputShape;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.network.Cost;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Pools;
import org.espalier.sweep.Prune;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network that Torch can hold as well, newly initialised. */
public enum ComparedNet {
  LENET("LeNet-5-Caffe", 1, 28, image -> builtIn(Architecture.LENET, image)),
  VGG_SMALL("VGG-small", 3, 32, image -> builtIn(Architecture.VGG_SMALL, image)),
  RESNET_20("ResNet-20", 3, 32, image -> new Wires(image).resNet20()),
  MOBILE_NET("MobileNet-like", 3, 32, image -> new Wires(image).mobileNet()),
  INCEPTION("Inception-like", 3, 32, image -> new Wires(image).inception()),
  SQUEEZE_NET(
      "SqueezeNet",
      3,
      64,
      image -> zoo(SqueezeNet.builder().numClasses(10).inputShape(sizes(image)).build().init())),
  RESNET_50(
      "ResNet-50",
      3,
      224,
      image -> zoo(ResNet50.builder().numClasses(1000).inputShape(sizes(image)).build().init()));

  private static final int CLASSES = 10;

  private final String label;
  private final int channels;
  private final int side;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda that holds nothing
  private final Function<Shape, Net> builder;

  ComparedNet(String label, int channels, int side, Function<Shape, Net> builder) {
    this.label = label;
    this.channels = channels;
    this.side = side;
    this.builder = builder;
  }

  public String label() {
    return label;
  }

  /** The network, to be pruned again and again: it stays as it is. */
  public Pruning pruning() {
    Shape image = new Shape(channels, side, side);
    return new Pruning(builder.apply(image), image);
  }

  /** Local ranking by L1 on one network, as often as wanted. */
  public static final class Pruning {
    private static final double NANOS = 1e9;

    private final Net net;
    private final Shape image;

    private Pruning(Net net, Shape image) {
      this.net = net;
      this.image = image;
    }

    /** Looks at one image, as Torch does where it counts multiply-adds. */
    public void look() {
      net.output(Nd4j.zeros(1, image.channels(), image.height(), image.width()));
    }

    /** Writes it as DL4J does. */
    public void save(Path file) throws IOException {
      ModelSerializer.writeModel(net.model(), file.toFile(), false);
    }

    /** As {@code jobs/bench/prune_in_torch.py} reads it. */
    public ObjectNode wiring() {
      return TorchWiring.of(net, image);
    }

    /** Prunes it once. */
    public Pruned prune(double ratio) {
      long start = System.nanoTime();
      Network network = NetworkReader.read(net, InputShape.like(net, image));
      Prune prune = prune(network, ratio);
      long planned = System.nanoTime();
      Net left = Pruner.prune(net, network, prune, null);
      long pruned = System.nanoTime();
      return new Pruned(
          (planned - start) / NANOS,
          (pruned - planned) / NANOS,
          network.cost(),
          NetworkReader.read(left, network.inputs()).cost());
    }

    private static Prune prune(Network network, double ratio) {
      return new Prune(
          new L1Norm(),
          new NoNormalizer(),
          Ranking.LOCAL,
          Granularity.CHANNEL,
          Pools.of(network, Granularity.CHANNEL, Guards.NONE),
          ratio,
          0,
          1);
    }
  }

  /**
   * What a removal took and left.
   *
   * @param plan seconds to find out what goes together
   * @param prune seconds to rank and cut
   */
  public record Pruned(double plan, double prune, Cost before, Cost after) {}

  private static Net builtIn(Architecture architecture, Shape image) {
    return Architecture.build(new Origin.Fresh(architecture.label(), image, CLASSES, 1, 0));
  }

  private static Net zoo(ComputationGraph graph) {
    return new GraphNet(graph);
  }

  private static int[] sizes(Shape image) {
    return new int[] {image.channels(), image.height(), image.width()};
  }

  /** Wires graphs; each step names the node that it ends in. */
  private static final class Wires {
    private final GraphBuilder graph;
    private int nodes;

    Wires(Shape image) {
      graph =
          new NeuralNetConfiguration.Builder()
              .graphBuilder()
              .addInputs("image")
              .setInputTypes(
                  InputType.convolutional(image.height(), image.width(), image.channels()));
    }

    /** He et al., Deep Residual Learning (2015), with projections where the width changes. */
    Net resNet20() {
      String last = relu(convolution("image", 3, 1, 16));
      int before = 16;
      for (int width : List.of(16, 32, 64)) {
        for (int block = 0; block < 3; block++) {
          int stride = width == before ? 1 : 2;
          String inner = relu(convolution(last, 3, stride, width));
          String left = convolution(inner, 3, 1, width);
          String right = width == before ? last : convolution(last, 1, stride, width);
          last = relu(vertex(new ElementWiseVertex(ElementWiseVertex.Op.Add), left, right));
          before = width;
        }
      }
      return classifier(last);
    }

    /** Howard et al., MobileNets (2017): depthwise and pointwise convolutions in turn. */
    Net mobileNet() {
      String last = relu(convolution("image", 3, 1, 32));
      int before = 32;
      for (int width : List.of(64, 128, 128, 256, 256)) {
        var depthwise = new DepthwiseConvolution2D.Builder(3, 3).depthMultiplier(1).nOut(before);
        last = relu(normalised(depthwise, last, width == before ? 1 : 2));
        last = relu(convolution(last, 1, 1, width));
        before = width;
      }
      return classifier(last);
    }

    /** Szegedy et al., Going Deeper with Convolutions (2014): maps of four branches are merged. */
    Net inception() {
      String last = relu(convolution("image", 3, 1, 32));
      for (int width : List.of(16, 24)) {
        String pool =
            layer(
                new SubsamplingLayer.Builder(PoolingType.MAX)
                    .kernelSize(3, 3)
                    .stride(1, 1)
                    .convolutionMode(ConvolutionMode.Same)
                    .build(),
                last);
        last =
            vertex(
                new MergeVertex(),
                relu(convolution(last, 1, 1, width)),
                relu(convolution(relu(convolution(last, 1, 1, width)), 3, 1, 2 * width)),
                relu(convolution(relu(convolution(last, 1, 1, 8)), 5, 1, width)),
                relu(convolution(pool, 1, 1, width)));
      }
      return classifier(last);
    }

    private String convolution(String before, int side, int stride, int width) {
      return normalised(new ConvolutionLayer.Builder(side, side).nOut(width), before, stride);
    }

    private String normalised(
        ConvolutionLayer.BaseConvBuilder<?> convolution, String before, int stride) {
      convolution.stride(stride, stride);
      convolution.convolutionMode(ConvolutionMode.Same);
      convolution.hasBias(false);
      convolution.activation(Activation.IDENTITY);
      return layer(new BatchNormalization(), layer(convolution.build(), before));
    }

    private String relu(String before) {
      return layer(new ActivationLayer(Activation.RELU), before);
    }

    private Net classifier(String before) {
      String pooled = layer(new GlobalPoolingLayer(PoolingType.AVG), before);
      var answer =
          new OutputLayer.Builder(LossFunction.MCXENT)
              .nOut(CLASSES)
              .activation(Activation.SOFTMAX)
              .build();
      ComputationGraph network =
          new ComputationGraph(graph.setOutputs(layer(answer, pooled)).build());
      network.init();
      return new GraphNet(network);
    }

    private String layer(Layer layer, String before) {
      graph.addLayer(newName(), layer, before);
      return name();
    }

    private String vertex(GraphVertex vertex, String... before) {
      graph.addVertex(newName(), vertex, before);
      return name();
    }

    private String newName() {
      nodes++;
      return name();
    }

    private String name() {
      return "node" + nodes;
    }
  }
}
