package org.espalier.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.espalier.engine.net.GraphNet;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.SequentialNet;
import org.espalier.sweep.Origin;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The built-in architectures, for images of any size they fit. */
public enum Architecture {
  /**
   * The dense network of LeCun et al. (1998), 300-100: 266,610 parameters and 266,200 multiply-adds
   * on 28x28x1 with ten classes.
   */
  LENET_300_100("lenet-300-100") {
    @Override
    Net build(NeuralNetConfiguration.Builder training, InputType input, int classes) {
      return sequential(training, input, dense(300), dense(100), classifier(classes));
    }
  },
  /**
   * Caffe's LeNet-5, 20-50-500: 431,080 parameters and 2,293,000 multiply-adds on 28x28x1 with ten
   * classes. Its convolutions have no activation.
   */
  LENET("lenet") {
    @Override
    Net build(NeuralNetConfiguration.Builder training, InputType input, int classes) {
      return sequential(
          training,
          input,
          convolution(5, 0, 20).build(),
          maxPool(),
          convolution(5, 0, 50).build(),
          maxPool(),
          dense(500),
          classifier(classes));
    }
  },
  /**
   * VGG's pattern, small: 64-64-pool-128-128-pool-256-256-pool, 3x3 with batch normalisation;
   * 1,189,066 parameters and 152,805,376 multiply-adds on 32x32x3 with ten classes.
   */
  VGG_SMALL("vgg-small") {
    @Override
    Net build(NeuralNetConfiguration.Builder training, InputType input, int classes) {
      List<Layer> layers = new ArrayList<>();
      for (int channels : List.of(64, 128, 256)) {
        for (int i = 0; i < 2; i++) {
          layers.add(convolution(3, 1, channels).hasBias(false).build());
          layers.add(new BatchNormalization.Builder().build());
          layers.add(new ActivationLayer(Activation.RELU));
        }
        layers.add(maxPool());
      }
      layers.add(classifier(classes));
      return sequential(training, input, layers.toArray(Layer[]::new));
    }
  },
  /** {@link ResNet} of 20 layers, three blocks a stage. */
  RESNET_20("resnet-20") {
    @Override
    Net build(NeuralNetConfiguration.Builder training, InputType input, int classes) {
      ComputationGraph network =
          new ComputationGraph(ResNet.graph(training, input, 3, classifier(classes)));
      network.init();
      return new GraphNet(network);
    }
  };

  private static final double MOMENTUM = 0.9;
  private static final double INITIAL_RATE = 0.01;

  private final String label;

  Architecture(String label) {
    this.label = label;
  }

  /** As it is called in sweep files. */
  public String label() {
    return label;
  }

  /** A new network of the architecture that {@code fresh} names, the same for the same seed. */
  public static Net build(Origin.Fresh fresh) {
    Architecture architecture = named(fresh.architecture());
    var training =
        new NeuralNetConfiguration.Builder()
            .seed(fresh.seed())
            .updater(new Nesterovs(INITIAL_RATE, MOMENTUM))
            .weightInit(WeightInit.RELU)
            .l2(fresh.weightDecay());
    var input = fresh.input();
    try {
      return architecture.build(
          training,
          InputType.convolutional(input.height(), input.width(), input.channels()),
          fresh.classes());
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "%s does not take images of %s: %s".formatted(architecture.label, input, e.getMessage()),
          e);
    }
  }

  private static Architecture named(String label) {
    return Arrays.stream(values())
        .filter(architecture -> architecture.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no architecture is called '%s'; there are %s"
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(Architecture::label)
                                .collect(Collectors.joining(", ")))));
  }

  abstract Net build(NeuralNetConfiguration.Builder training, InputType input, int classes);

  private static Net sequential(
      NeuralNetConfiguration.Builder training, InputType input, Layer... layers) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(training.list(layers).setInputType(input).build());
    network.init();
    return new SequentialNet(network);
  }

  private static ConvolutionLayer.Builder convolution(int kernel, int padding, int channels) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .padding(padding, padding)
        .nOut(channels)
        .activation(Activation.IDENTITY);
  }

  private static DenseLayer dense(int neurons) {
    return new DenseLayer.Builder().nOut(neurons).activation(Activation.RELU).build();
  }

  private static SubsamplingLayer maxPool() {
    return new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build();
  }

  private static OutputLayer classifier(int classes) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(classes)
        .activation(Activation.SOFTMAX)
        .build();
  }
}
