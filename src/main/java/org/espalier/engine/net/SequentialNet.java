package org.espalier.engine.net;

import java.util.Collection;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layer behind layer. */
public final class SequentialNet extends Net {
  private final MultiLayerNetwork network;

  public SequentialNet(MultiLayerNetwork network) {
    this.network = network;
    OneDnn.giveUpFor(topology());
    if (OneDnn.engaged()) {
      RowBatchNorm.serve(network.getLayers());
      // Otherwise DL4J convolves all maps once more on its way back.
      network.getLayerWiseConfigurations().setCacheMode(CacheMode.DEVICE);
      network.setCacheMode(CacheMode.DEVICE);
    }
  }

  @Override
  public Model model() {
    return network;
  }

  @Override
  public String configuration() {
    return network.getLayerWiseConfigurations().toJson();
  }

  @Override
  public Layer layer(String node) {
    return node.chars().allMatch(Character::isDigit)
        ? network.getLayer(Integer.parseInt(node))
        : null;
  }

  @Override
  public BaseMultiLayerUpdater<?> updater() {
    return (BaseMultiLayerUpdater<?>) network.getUpdater();
  }

  @Override
  boolean hasUpdater() {
    return network.getUpdater(false) != null;
  }

  @Override
  public INDArray[] output(INDArray batch) {
    return new INDArray[] {network.output(batch)};
  }

  @Override
  public void fit(INDArray images, INDArray labels) {
    network.fit(images, labels);
  }

  @Override
  public void passAsInTraining(INDArray batch) {
    network.setInput(batch);
    network.feedForward(true, false);
  }

  @Override
  public void listenTo(TrainingListener... listeners) {
    network.setListeners(listeners);
  }

  @Override
  public Collection<TrainingListener> listeners() {
    return network.getListeners();
  }

  @Override
  public void see(INDArray images, INDArray labels) {
    network.setInput(images);
    network.setLabels(labels);
  }

  @Override
  public void setScore(double loss) {
    network.setScore(loss);
  }

  @Override
  public void setLearningRate(double rate) {
    network.setLearningRate(rate);
  }

  @Override
  public int iterations() {
    return network.getLayerWiseConfigurations().getIterationCount();
  }

  @Override
  public int epochs() {
    return network.getLayerWiseConfigurations().getEpochCount();
  }

  @Override
  public void setProgress(int iterations, int epochs) {
    network.getLayerWiseConfigurations().setIterationCount(iterations);
    network.getLayerWiseConfigurations().setEpochCount(epochs);
  }

  @Override
  public INDArray gradients() {
    return network.getFlattenedGradients();
  }

  @Override
  public Net rebuilt(Consumer<Topology> change, INDArray parameters) {
    MultiLayerConfiguration changed = DeepCopy.of(network.getLayerWiseConfigurations());
    change.accept(Topology.of(changed));
    MultiLayerNetwork rebuilt = new MultiLayerNetwork(changed);
    rebuilt.init(parameters, false);
    return new SequentialNet(rebuilt);
  }

  @Override
  public Net renewed(long seed) {
    MultiLayerConfiguration same =
        MultiLayerConfiguration.fromJson(network.getLayerWiseConfigurations().toJson());
    same.setIterationCount(0);
    same.setEpochCount(0);
    same.getConfs().forEach(layer -> layer.setSeed(seed));
    MultiLayerNetwork renewed = new MultiLayerNetwork(same);
    renewed.init();
    return new SequentialNet(renewed);
  }

  @Override
  Topology readTopology() {
    return Topology.of(network.getLayerWiseConfigurations());
  }
}
