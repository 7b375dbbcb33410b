package org.espalier.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.L2Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.engine.net.InputShape;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.net.Node;
import org.espalier.engine.net.Topology;
import org.espalier.network.Cost;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.schedule.Pool;
import org.espalier.sweep.Pools;
import org.espalier.sweep.Prune;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Law 1 on a model of DL4J's zoo with random parameters: pruned by rank, cut against zeroed. The
 * answers are compared before any softmax, which would make all of them look alike.
 */
public final class ZooCheck {
  private static final List<Criterion> CRITERIA = List.of(new L1Norm(), new L2Norm());
  private static final List<Double> SPARSITIES = List.of(0.3, 0.5, 0.9);
  private static final int IMAGES = 2;

  /** Sigmoids, at most a quarter as steep as ReLUs, need larger weights to tell images apart. */
  private static final double STEEPER = 24;

  private final Net net;
  private final Map<String, Shape> inputs;
  private final Network network;
  private final INDArray images;
  private final boolean sigmoids;

  /**
   * One removal.
   *
   * @param difference the largest between cut and zeroed
   * @param scale the largest answer
   * @param variation the largest difference between the answers to two images: where there is none,
   *     the rest says nothing
   */
  public record Removal(
      String criterion,
      double sparsity,
      Cost cost,
      double difference,
      double scale,
      double variation) {}

  /**
   * What was seen of a model.
   *
   * @param fixed makers of channels that are left alone, by the reason
   */
  public record Seen(
      int groups,
      long channels,
      Cost cost,
      Map<String, List<String>> fixed,
      List<Removal> removals) {
    /** The largest difference, of the largest answer where that is above 1. */
    public double difference() {
      return removals.stream()
          .mapToDouble(removal -> removal.difference() / Math.max(1, removal.scale()))
          .max()
          .orElse(0);
    }
  }

  private ZooCheck(ZooModel model) {
    Net fresh = model.build();
    this.net = fresh.rebuilt(ZooCheck::sayLogits, fresh.flat().dup().reshape(1, -1));
    this.inputs = InputShape.like(net, model.image());
    this.network = NetworkReader.read(net, inputs);
    this.images = images(model.image());
    this.sigmoids = net.topology().nodes().stream().anyMatch(ZooCheck::isSigmoid);
  }

  /** Prunes by every criterion to every sparsity, and compares. */
  public static Seen check(ZooModel model) {
    try {
      return new ZooCheck(model).seen();
    } finally {
      Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }
  }

  private static boolean isSigmoid(Node node) {
    return node.conf() instanceof ConvolutionLayer layer
        && layer.getActivationFn() instanceof ActivationSigmoid;
  }

  private static void sayLogits(Topology topology) {
    for (Node node : topology.nodes()) {
      if (topology.outputs().contains(node.name()) && node.conf() instanceof BaseLayer layer) {
        layer.setActivationFn(Activation.IDENTITY.getActivationFunction());
      } else if (node.conf() instanceof ActivationLayer layer
          && layer.getActivationFn() instanceof ActivationSoftmax) {
        layer.setActivationFn(Activation.IDENTITY.getActivationFunction());
      }
    }
  }

  private Seen seen() {
    List<Removal> removals = new ArrayList<>();
    for (Criterion criterion : CRITERIA) {
      for (double sparsity : SPARSITIES) {
        removals.add(remove(criterion, sparsity));
      }
    }
    Map<String, List<String>> fixed =
        network.fixedChannels().entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    long channels = network.channelGroups().stream().mapToLong(group -> group.channels()).sum();
    return new Seen(network.channelGroups().size(), channels, network.cost(), fixed, removals);
  }

  private Removal remove(Criterion criterion, double sparsity) {
    RandomParameters.fill(net, 1, (1 - sparsity) / (sigmoids ? STEEPER : 1));
    List<Pool> pools = Pools.of(network, Granularity.CHANNEL, Guards.NONE);
    Prune prune =
        new Prune(
            criterion,
            new NoNormalizer(),
            Ranking.LOCAL,
            Granularity.CHANNEL,
            pools,
            sparsity,
            0,
            1);
    Net cut = Pruner.prune(net, network, prune, null);
    INDArray[] answers = output(cut);
    INDArray[] expected = output(Pruner.pruneKeepingShape(net, network, prune, null));
    double difference = 0;
    double scale = 0;
    double variation = 0;
    for (int i = 0; i < answers.length; i++) {
      difference = Math.max(difference, answers[i].sub(expected[i]).amaxNumber().doubleValue());
      scale = Math.max(scale, expected[i].amaxNumber().doubleValue());
      variation = Math.max(variation, betweenImages(expected[i]));
    }
    String name = criterion.getClass().getSimpleName().substring(0, 2);
    Cost cost = NetworkReader.read(cut, inputs).cost();
    return new Removal(name, sparsity, cost, difference, scale, variation);
  }

  private static double betweenImages(INDArray answers) {
    return answers.slice(0).sub(answers.slice(1)).amaxNumber().doubleValue();
  }

  private INDArray[] output(Net some) {
    return Arrays.stream(some.output(images.dup())).map(INDArray::dup).toArray(INDArray[]::new);
  }

  private INDArray images(Shape shape) {
    RandomGenerator random = Recipe.generator(1);
    float[] values = new float[IMAGES * Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return net.inputFormat().shaped(Nd4j.createFromArray(values).reshape(IMAGES, -1), shape);
  }
}
