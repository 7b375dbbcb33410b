package org.espalier.engine;

import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Layer behind layer. */
final class SequentialNet extends Net {
  private final MultiLayerNetwork network;

  SequentialNet(MultiLayerNetwork network) {
    this.network = network;
    OneDnn.giveUpFor(topology());
  }

  @Override
  Model model() {
    return network;
  }

  @Override
  String configuration() {
    return network.getLayerWiseConfigurations().toJson();
  }

  @Override
  Layer layer(String node) {
    return node.chars().allMatch(Character::isDigit)
        ? network.getLayer(Integer.parseInt(node))
        : null;
  }

  @Override
  BaseMultiLayerUpdater<?> updater() {
    return (BaseMultiLayerUpdater<?>) network.getUpdater();
  }

  @Override
  boolean hasUpdater() {
    return network.getUpdater(false) != null;
  }

  @Override
  INDArray[] output(INDArray batch) {
    return new INDArray[] {network.output(batch)};
  }

  @Override
  void fit(DataSetIterator batches) {
    network.fit(batches);
  }

  @Override
  void passAsInTraining(INDArray batch) {
    network.setInput(batch);
    network.feedForward(true, false);
  }

  @Override
  void listenTo(TrainingListener... listeners) {
    network.setListeners(listeners);
  }

  @Override
  void setLearningRate(double rate) {
    network.setLearningRate(rate);
  }

  @Override
  INDArray gradients() {
    return network.getFlattenedGradients();
  }

  @Override
  Net rebuilt(Consumer<Topology> change, INDArray parameters) {
    MultiLayerConfiguration changed = DeepCopy.of(network.getLayerWiseConfigurations());
    change.accept(Topology.of(changed));
    MultiLayerNetwork rebuilt = new MultiLayerNetwork(changed);
    rebuilt.init(parameters, false);
    return new SequentialNet(rebuilt);
  }

  @Override
  Topology readTopology() {
    return Topology.of(network.getLayerWiseConfigurations());
  }
}
