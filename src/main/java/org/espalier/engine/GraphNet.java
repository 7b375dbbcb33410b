package org.espalier.engine;

import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Layers and vertices wired at will. */
final class GraphNet extends Net {
  private final ComputationGraph graph;

  GraphNet(ComputationGraph graph) {
    this.graph = graph;
    OneDnn.giveUpFor(topology());
  }

  @Override
  Model model() {
    return graph;
  }

  @Override
  String configuration() {
    return graph.getConfiguration().toJson();
  }

  @Override
  Layer layer(String node) {
    var vertex = graph.getVertex(node);
    return vertex == null ? null : vertex.getLayer();
  }

  @Override
  BaseMultiLayerUpdater<?> updater() {
    return graph.getUpdater();
  }

  @Override
  boolean hasUpdater() {
    return graph.getUpdater(false) != null;
  }

  @Override
  INDArray[] output(INDArray batch) {
    return graph.output(batch);
  }

  @Override
  void fit(DataSetIterator batches) {
    graph.fit(batches);
  }

  @Override
  void passAsInTraining(INDArray batch) {
    graph.feedForward(new INDArray[] {batch}, true, false);
  }

  @Override
  void listenTo(TrainingListener... listeners) {
    graph.setListeners(listeners);
  }

  @Override
  void setLearningRate(double rate) {
    graph.setLearningRate(rate);
  }

  @Override
  INDArray gradients() {
    return graph.getFlattenedGradients();
  }

  @Override
  Net rebuilt(Consumer<Topology> change, INDArray parameters) {
    ComputationGraphConfiguration changed = DeepCopy.of(graph.getConfiguration());
    change.accept(Topology.of(changed));
    ComputationGraph rebuilt = new ComputationGraph(changed);
    rebuilt.init(parameters, false);
    return new GraphNet(rebuilt);
  }

  @Override
  Topology readTopology() {
    return Topology.of(graph.getConfiguration());
  }
}
