package org.espalier.spark.averaging;

import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.espalier.engine.Model;
import org.espalier.engine.compiled.Fitting;
import org.espalier.engine.feed.Steps;
import org.espalier.engine.training.Averaging;
import org.espalier.network.Shape;
import org.espalier.sweep.Fit;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * DL4J's worker with a replica of our own making, fitted as all models are: zeros are held in it,
 * and dropout is seeded. It is read from a checkpoint, since DL4J's copy of a configuration forgets
 * how some vertices merge. A partition is a shard.
 */
final class ReplicaWorker extends ParameterAveragingTrainingWorker {
  private static final long serialVersionUID = 1L;

  private final Broadcast<byte[]> model;
  private final Shape input;
  private final Fit fit;
  private final Steps steps;
  private transient Fitting fitting;

  ReplicaWorker(Broadcast<byte[]> model, Shape input, boolean graph, Fit fit, Steps steps) {
    super(null, true, configuration(graph, fit, steps), List.of(), null, null);
    this.model = model;
    this.input = input;
    this.fit = fit;
    this.steps = steps;
  }

  private static WorkerConfiguration configuration(boolean graph, Fit fit, Steps steps) {
    return new WorkerConfiguration(graph, fit.batch(), fit.batch(), steps.count(), 0, false);
  }

  @Override
  public MultiLayerNetwork getInitialModel() {
    return (MultiLayerNetwork) replica();
  }

  @Override
  public ComputationGraph getInitialModelGraph() {
    return (ComputationGraph) replica();
  }

  private org.deeplearning4j.nn.api.Model replica() {
    Model replica = Model.read(model.value(), input);
    TaskContext task = TaskContext.get();
    Averaging.prepare(
        replica.net(), replica.network(), fit, task.partitionId(), steps, task::isInterrupted);
    fitting = Fitting.of(replica.net());
    TaskCompletionListener closing = ended -> fitting.close();
    task.addTaskCompletionListener(closing);
    return replica.net().model();
  }

  @Override
  public ParameterAveragingTrainingResult processMinibatch(
      DataSet batch, MultiLayerNetwork network, boolean isLast) {
    fitting.step(batch.getFeatures(), batch.getLabels());
    return isLast ? getFinalResult(network) : null;
  }

  @Override
  public ParameterAveragingTrainingResult processMinibatch(
      MultiDataSet batch, ComputationGraph graph, boolean isLast) {
    fitting.step(batch.getFeatures(0), batch.getLabels(0));
    return isLast ? getFinalResult(graph) : null;
  }
}
