package org.espalier.engine.net;

import java.util.Collection;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers and vertices wired at will. */
public final class GraphNet extends Net {
  private final ComputationGraph graph;

  public GraphNet(ComputationGraph graph) {
    this.graph = graph;
    OneDnn.giveUpFor(topology());
    if (OneDnn.engaged()) {
      RowBatchNorm.serve(graph.getLayers());
      // Otherwise DL4J convolves all maps once more on its way back.
      graph.getConfiguration().setCacheMode(CacheMode.DEVICE);
      graph.setCacheMode(CacheMode.DEVICE);
    }
  }

  @Override
  public Model model() {
    return graph;
  }

  @Override
  public String configuration() {
    return graph.getConfiguration().toJson();
  }

  @Override
  public Layer layer(String node) {
    var vertex = graph.getVertex(node);
    return vertex == null ? null : vertex.getLayer();
  }

  @Override
  public BaseMultiLayerUpdater<?> updater() {
    return graph.getUpdater();
  }

  @Override
  boolean hasUpdater() {
    return graph.getUpdater(false) != null;
  }

  @Override
  public INDArray[] output(INDArray batch) {
    return graph.output(batch);
  }

  @Override
  public void fit(INDArray images, INDArray labels) {
    graph.fit(new INDArray[] {images}, new INDArray[] {labels});
  }

  @Override
  public void passAsInTraining(INDArray batch) {
    graph.feedForward(new INDArray[] {batch}, true, false);
  }

  @Override
  public void listenTo(TrainingListener... listeners) {
    graph.setListeners(listeners);
  }

  @Override
  public Collection<TrainingListener> listeners() {
    return graph.getListeners();
  }

  @Override
  public void see(INDArray images, INDArray labels) {
    graph.setInputs(images);
    graph.setLabels(labels);
  }

  @Override
  public void setScore(double loss) {
    graph.setScore(loss);
  }

  @Override
  public void setLearningRate(double rate) {
    graph.setLearningRate(rate);
  }

  @Override
  public int iterations() {
    return graph.getConfiguration().getIterationCount();
  }

  @Override
  public int epochs() {
    return graph.getConfiguration().getEpochCount();
  }

  @Override
  public void setProgress(int iterations, int epochs) {
    graph.getConfiguration().setIterationCount(iterations);
    graph.getConfiguration().setEpochCount(epochs);
  }

  @Override
  public INDArray gradients() {
    return graph.getFlattenedGradients();
  }

  @Override
  public Net rebuilt(Consumer<Topology> change, INDArray parameters) {
    ComputationGraphConfiguration changed = DeepCopy.of(graph.getConfiguration());
    change.accept(Topology.of(changed));
    ComputationGraph rebuilt = new ComputationGraph(changed);
    rebuilt.init(parameters, false);
    return new GraphNet(rebuilt);
  }

  @Override
  public Net renewed(long seed) {
    ComputationGraphConfiguration same =
        ComputationGraphConfiguration.fromJson(graph.getConfiguration().toJson());
    same.setIterationCount(0);
    same.setEpochCount(0);
    same.getDefaultConfiguration().setSeed(seed);
    ComputationGraph renewed = new ComputationGraph(same);
    renewed.init();
    return new GraphNet(renewed);
  }

  @Override
  Topology readTopology() {
    return Topology.of(graph.getConfiguration());
  }
}
