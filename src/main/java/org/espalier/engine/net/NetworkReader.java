package org.espalier.engine.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.espalier.network.ChannelFlow;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.espalier.network.Silence;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads what pruning needs to know of a DL4J network, node by node as an image passes them. */
public final class NetworkReader {
  private final Topology topology;
  private final Map<String, Map<String, INDArray>> parameters;
  private final Map<String, InputType> types = new HashMap<>();
  private final List<Layer> layers = new ArrayList<>();

  /** How many rows of a batch an image has become, by node: more where inputs are stacked. */
  private final Map<String, Integer> rows = new HashMap<>();

  private NetworkReader(Topology topology, Map<String, Map<String, INDArray>> parameters) {
    this.topology = topology;
    this.parameters = parameters;
  }

  /**
   * Walks the nodes with images of the given shapes.
   *
   * @throws IllegalArgumentException where such images do not fit the network
   */
  public static Network read(Net net, Map<String, Shape> inputs) {
    NetworkReader reader = new NetworkReader(net.topology(), net.parameters());
    net.inputTypes(inputs).forEach(reader.types::put);
    reader.topology.nodes().forEach(reader::pass);
    return new Network(inputs, reader.layers);
  }

  /** What flows into and out of every node. */
  public static Map<String, Types> types(Net net, Map<String, Shape> inputs) {
    NetworkReader reader = new NetworkReader(net.topology(), Map.of());
    net.inputTypes(inputs).forEach(reader.types::put);
    Map<String, Types> all = new LinkedHashMap<>();
    for (Node node : reader.topology.nodes()) {
      all.put(node.name(), reader.typesThrough(node));
    }
    return all;
  }

  /** What flows into one node, whether or not it takes it. */
  static Optional<InputType> typeInto(Net net, Map<String, Shape> inputs, Node wanted) {
    NetworkReader reader = new NetworkReader(net.topology(), Map.of());
    net.inputTypes(inputs).forEach(reader.types::put);
    for (Node node : reader.topology.nodes()) {
      if (node.name().equals(wanted.name())) {
        break;
      }
      reader.typesThrough(node);
    }
    return Optional.ofNullable(reader.types.get(wanted.inputs().get(0)));
  }

  private void pass(Node node) {
    Types through = typesThrough(node);
    NodeRow<?> row = NodeTable.row(node.conf());
    rows.put(node.name(), row.rowsOutOf(node.conf(), rowsInto(node)));
    List<Parameter> own = parameters(node, row, through);
    layers.add(
        new Layer(
            node.name(),
            row.type(),
            node.inputs(),
            flow(node, row, through),
            silence(node, own),
            nonlinear(node),
            Types.shape(through.first()),
            Types.shape(through.out()),
            own,
            whyFixed(node)));
  }

  private IntStream rowsInto(Node node) {
    return node.inputs().stream().mapToInt(name -> rows.getOrDefault(name, 1));
  }

  private Types typesThrough(Node node) {
    List<InputType> in = node.inputs().stream().map(types::get).toList();
    try {
      checkInputs(node, in.get(0));
      Types through = Types.through(node.conf(), types.size(), in);
      Types.shape(through.out());
      types.put(node.name(), through.out());
      return through;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "layer %s (%s) does not take %s: %s"
              .formatted(
                  node.name(),
                  node.conf().getClass().getSimpleName(),
                  Types.shape(in.get(0)),
                  e.getMessage()),
          e);
    }
  }

  private static void checkInputs(Node node, InputType type) {
    if (node.conf() instanceof FeedForwardLayer reader && reader.getNIn() > 0) {
      Shape in = Types.shape(type);
      boolean maps = reader instanceof ConvolutionLayer || reader instanceof BatchNormalization;
      long given = maps ? in.channels() : in.size();
      if (given != reader.getNIn() && in.channels() != reader.getNIn()) {
        throw new IllegalArgumentException(
            "it has %d inputs, not %d".formatted(reader.getNIn(), given));
      }
    }
  }

  private List<Parameter> parameters(Node node, NodeRow<?> row, Types through) {
    List<Parameter> own = new ArrayList<>();
    long places = area(row, through) * rows.get(node.name());
    parameters
        .getOrDefault(node.name(), Map.of())
        .forEach(
            (key, values) -> {
              NodeRow.Axes axes = row.axesOf(node.conf(), through, key);
              own.add(parameter(node.name() + "_" + key, values, axes, places));
            });
    return own;
  }

  private static Parameter parameter(String name, INDArray values, NodeRow.Axes axes, long places) {
    List<Integer> shape = IntStream.of(FlatIndex.lengths(values)).boxed().toList();
    int output = axes.output() == NodeRow.LAST ? shape.size() - 1 : axes.output();
    long macs = axes.kind() == Parameter.Kind.WEIGHT ? values.length() * places : 0;
    return new Parameter(name, shape, output, axes.input(), axes.kind(), macs);
  }

  /** At how many places of a map each weight of the node is multiplied. */
  private static long area(NodeRow<?> row, Types through) {
    return switch (row.area()) {
      case OUTPUT -> area(Types.shape(through.out()));
      case INPUT -> area(Types.shape(through.first()));
      case NOWHERE -> 0;
    };
  }

  private static long area(Shape maps) {
    return (long) maps.height() * maps.width();
  }

  /** An array that the row does not know of might belong to any channel. */
  private ChannelFlow flow(Node node, NodeRow<?> row, Types through) {
    ChannelFlow flow = row.flowOf(node.conf(), through);
    if (flow instanceof ChannelFlow.Fixes) {
      return flow;
    }
    return parameters.getOrDefault(node.name(), Map.of()).keySet().stream()
        .filter(key -> !row.knows(node.conf(), through, key))
        .findFirst()
        .<ChannelFlow>map(
            key ->
                new ChannelFlow.Fixes("has an array %s of which nothing is known".formatted(key)))
        .orElse(flow);
  }

  private static Silence silence(Node node, List<Parameter> own) {
    if (node.conf() instanceof org.deeplearning4j.nn.conf.graph.ShiftVertex
        || !isZeroAtZero(activation(node.conf()))
        || isShifted(node.conf())) {
      return Silence.BREAKS;
    }
    boolean scales =
        own.stream().anyMatch(array -> array.weight() || array.kind() == Parameter.Kind.SCALE);
    return scales ? Silence.MAKES : Silence.KEEPS;
  }

  private static boolean nonlinear(Node node) {
    IActivation activation = activation(node.conf());
    return node.conf() instanceof PReLULayer
        || (activation != null && !(activation instanceof ActivationIdentity));
  }

  private static boolean isShifted(Object conf) {
    return conf instanceof BatchNormalization norm && norm.isLockGammaBeta() && norm.getBeta() != 0;
  }

  private static boolean isZeroAtZero(IActivation activation) {
    return activation == null
        || activation instanceof ActivationSoftmax
        || activation.getActivation(Nd4j.zeros(1, 1), false).getDouble(0) == 0;
  }

  private String whyFixed(Node node) {
    if (topology.outputs().contains(node.name())) {
      return "it is the network's answer";
    }
    if (activation(node.conf()) instanceof ActivationSoftmax) {
      return "the softmax of %s weighs channels against each other".formatted(node.name());
    }
    return node.conf() instanceof DenseLayer dense && dense.hasLayerNorm()
        ? "the layer norm of %s weighs neurons against each other".formatted(node.name())
        : null;
  }

  /** Batch norms and PReLUs have a setting for an activation, too, but DL4J never applies it. */
  private static IActivation activation(Object conf) {
    if (conf instanceof BatchNormalization || conf instanceof PReLULayer) {
      return null;
    }
    if (conf instanceof ActivationLayer alone) {
      return alone.getActivationFn();
    }
    return conf instanceof BaseLayer withActivation ? withActivation.getActivationFn() : null;
  }
}
