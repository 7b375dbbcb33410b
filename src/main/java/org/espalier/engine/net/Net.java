package org.espalier.engine.net;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.espalier.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A DL4J network, sequential or a graph: what the engine needs of either. */
public abstract class Net {
  private Topology topology;
  private DensePositions densePositions;
  private Map<String, Shape> inputShapes = Map.of();
  private Map<String, byte[]> attachments = Map.of();

  public static Net of(Model network) {
    return network instanceof MultiLayerNetwork sequential
        ? new SequentialNet(sequential)
        : new GraphNet((ComputationGraph) network);
  }

  /** DL4J's own. */
  public abstract Model model();

  /** The configuration as DL4J's file holds it. */
  public abstract String configuration();

  /** A layer by the name of its node; null where the node is none. */
  public abstract Layer layer(String node);

  public abstract BaseMultiLayerUpdater<?> updater();

  /** Whether it has an updater yet: {@link #updater} makes one, as large as the network. */
  abstract boolean hasUpdater();

  /** What the updater remembers; empty where that is nothing, or there is no updater yet. */
  public Optional<INDArray> updaterState() {
    return hasUpdater()
        ? Optional.ofNullable(updater().getStateViewArray()).filter(state -> !state.isEmpty())
        : Optional.empty();
  }

  /** The answers to a batch, one for each output. */
  public abstract INDArray[] output(INDArray batch);

  /** Takes a step down a batch's gradients. */
  public abstract void fit(INDArray images, INDArray labels);

  /** Passes a batch forward as in training, and leaves each layer its input to be looked at. */
  public abstract void passAsInTraining(INDArray batch);

  public abstract void listenTo(TrainingListener... listeners);

  public abstract Collection<TrainingListener> listeners();

  /** Tells it what it is trained on now, for those who listen. */
  public abstract void see(INDArray images, INDArray labels);

  /** Tells it the loss of that. */
  public abstract void setScore(double loss);

  public abstract void setLearningRate(double rate);

  /** Mini-batches that it has been trained on; updaters such as Adam's count them. */
  public abstract int iterations();

  /** Passes that it has been trained for. */
  public abstract int epochs();

  /** Takes it for trained on so many mini-batches in so many passes. */
  public abstract void setProgress(int iterations, int epochs);

  public abstract INDArray gradients();

  /**
   * A network of a changed configuration.
   *
   * @param change is shown a copy of the configuration's nodes
   * @param parameters what it computes with from now on; null for newly initialised ones
   */
  public abstract Net rebuilt(Consumer<Topology> change, INDArray parameters);

  /** A network of the same configuration, newly initialised, that has never been trained. */
  public abstract Net renewed(long seed);

  abstract Topology readTopology();

  /** A copy that shares nothing, with the updater's state. */
  public Net copy() {
    Net copy = rebuilt(nodes -> {}, parameters(model().params()));
    INDArray state = updater().getStateViewArray();
    if (state != null && !state.isEmpty()) {
      copy.updater().getStateViewArray().assign(state);
    }
    copy.densePositions = densePositions;
    copy.inherit(this);
    return copy;
  }

  /** A copy that drops nothing out, and adds no noise to weights. */
  public Net withoutDropout() {
    return rebuilt(
        nodes -> nodes.nodes().forEach(node -> still(node.conf())), parameters(model().params()));
  }

  private static void still(Object conf) {
    if (conf instanceof org.deeplearning4j.nn.conf.layers.Layer layer) {
      layer.setIDropout(null);
    }
    if (conf instanceof BaseLayer layer) {
      layer.setWeightNoise(null);
    }
  }

  /** Where its values lay in the dense network; empty where that was never asked for. */
  public Optional<DensePositions> densePositions() {
    return Optional.ofNullable(densePositions);
  }

  public void setDensePositions(DensePositions positions) {
    densePositions = positions;
  }

  /** From now on, whatever is cut from it knows where its values lay. */
  public void rememberDensePositions() {
    if (densePositions == null) {
      densePositions = DensePositions.whole(flat().length());
    }
  }

  /** What images it takes; empty where nobody has said so yet. */
  public Map<String, Shape> inputShapes() {
    return inputShapes;
  }

  public void setInputShapes(Map<String, Shape> shapes) {
    inputShapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
  }

  /** What lies beside the network in its file, such as a normalizer: by name. */
  public Map<String, byte[]> attachments() {
    return attachments;
  }

  public void setAttachments(Map<String, byte[]> entries) {
    attachments = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** Takes over what another network is told and given that this one was made from. */
  public void inherit(Net other) {
    inputShapes = other.inputShapes;
    attachments = other.attachments;
  }

  public Topology topology() {
    if (topology == null) {
      topology = readTopology();
    }
    return topology;
  }

  /** The network's flat vector of all parameters. */
  public INDArray flat() {
    return model().params();
  }

  /** All parameters, by the node's name and DL4J's key. */
  public Map<String, Map<String, INDArray>> parameters() {
    Map<String, Map<String, INDArray>> all = new LinkedHashMap<>();
    for (Node node : topology().nodes()) {
      Layer layer = layer(node.name());
      if (layer != null && layer.paramTable(false) != null) {
        all.put(node.name(), layer.paramTable(false));
      }
    }
    return all;
  }

  /** A parameter by its name in the network, {@code node_key}. */
  public INDArray parameter(String name) {
    return model().getParam(name);
  }

  /** The gradient of a parameter, in the same shape: a view. */
  public INDArray gradient(String name) {
    INDArray parameter = parameter(name);
    long start = parameter.offset() - flat().offset();
    return gradients()
        .reshape(gradients().length())
        .get(NDArrayIndex.interval(start, start + parameter.length()))
        .reshape(parameter.ordering(), parameter.shape());
  }

  /** How images of the given shapes reach the network. */
  Map<String, InputType> inputTypes(Map<String, Shape> inputs) {
    Map<String, InputType> types = new LinkedHashMap<>();
    inputs.forEach((name, shape) -> types.put(name, InputFormat.of(topology(), name).type(shape)));
    return types;
  }

  /** The format in which the first input wants its rows. */
  public InputFormat inputFormat() {
    return InputFormat.of(topology(), topology().inputs().get(0));
  }

  List<String> inputs() {
    return topology().inputs();
  }

  private static INDArray parameters(INDArray flat) {
    return flat.dup().reshape(1, flat.length());
  }
}
