package org.espalier.spark.averaging;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.worker.ExecuteWorkerFlatMap;
import org.deeplearning4j.spark.api.worker.ExecuteWorkerMultiDataSetFlatMap;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.espalier.engine.Model;
import org.espalier.engine.feed.Steps;
import org.espalier.engine.training.Average;
import org.espalier.network.Shape;
import org.espalier.sweep.Fit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * DL4J's parameter averaging, from one averaging to the next: each partition's mini-batches are
 * trained on as they lie, in one task, and the replicas are added up in the order of their shards.
 * DL4J's own master deals mini-batches out at random, and adds up in the order in which tasks end.
 */
final class InShardOrder extends ParameterAveragingTrainingMaster {
  private final JavaSparkContext context;
  private final Model model;
  private final Shape input;
  private final Fit fit;
  private final Steps steps;

  InShardOrder(
      JavaSparkContext context, Model model, Shape input, Fit fit, Steps steps, int shards) {
    super(builder(fit, shards));
    this.context = context;
    this.model = model;
    this.input = input;
    this.fit = fit;
    this.steps = steps;
  }

  private static Builder builder(Fit fit, int shards) {
    return new Builder(shards, fit.batch())
        .batchSizePerWorker(fit.batch())
        .averagingFrequency(fit.averaging())
        .repartionData(Repartition.Never)
        .rddTrainingApproach(RDDTrainingApproach.Direct);
  }

  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> batches) {
    Broadcast<byte[]> start = context.broadcast(model.checkpoint());
    average(batches, new ExecuteWorkerFlatMap<>(worker(start, false)));
    start.destroy();
  }

  @Override
  public void executeTrainingMDS(SparkComputationGraph graph, JavaRDD<MultiDataSet> batches) {
    Broadcast<byte[]> start = context.broadcast(model.checkpoint());
    average(batches, new ExecuteWorkerMultiDataSetFlatMap<>(worker(start, true)));
    start.destroy();
  }

  private ReplicaWorker worker(Broadcast<byte[]> start, boolean graph) {
    return new ReplicaWorker(start, input, graph, fit, steps);
  }

  /** Makes the model the mean of what the tasks leave. */
  private <T> void average(
      JavaRDD<T> batches, FlatMapFunction<Iterator<T>, ParameterAveragingTrainingResult> work) {
    Average average = new Average(model.net());
    for (Try<Replica> tried : replicas(batches, work).collect()) {
      Replica replica = tried.get();
      if (replica.values() == null) {
        average.addUntrained();
      } else {
        average.add(replica.values(), replica.updaterState());
      }
    }
    average.giveToModel(steps);
  }

  /** Takes no master along to the executors. */
  private static <T> JavaRDD<Try<Replica>> replicas(
      JavaRDD<T> batches, FlatMapFunction<Iterator<T>, ParameterAveragingTrainingResult> work) {
    return batches.mapPartitions(
        ofShard -> List.of(Try.of(() -> Replica.of(work.call(ofShard)))).iterator());
  }

  /**
   * What a task sends back: DL4J's own result cannot be sent.
   *
   * @param values null where the shard had no mini-batch left
   */
  private record Replica(INDArray values, INDArray updaterState) implements Serializable {
    /** DL4J says that there was no data by no result, or by one without values. */
    static Replica of(Iterator<ParameterAveragingTrainingResult> results) {
      if (!results.hasNext()) {
        return new Replica(null, null);
      }
      ParameterAveragingTrainingResult result = results.next();
      return new Replica(result.getParameters(), result.getUpdaterState());
    }
  }
}
