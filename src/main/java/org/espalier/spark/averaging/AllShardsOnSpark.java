package org.espalier.spark.averaging;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.espalier.engine.AllShards;
import org.espalier.engine.Dl4jEngine;
import org.espalier.engine.Evaluation;
import org.espalier.engine.Model;
import org.espalier.engine.feed.RowBatches;
import org.espalier.engine.feed.Steps;
import org.espalier.engine.net.InputFormat;
import org.espalier.engine.net.Net;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Rows;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Trains a model by a replica on each shard, where that is cached, and scores it by {@link
 * ScoringSlices slices}. Jobs run on the caller's thread, in its job group.
 */
public final class AllShardsOnSpark implements AllShards {
  private final JavaSparkContext context;
  private final JavaRDD<Rows> shards;
  private final ScoringSlices slices;
  private final ShardSource data;

  /**
   * Of one sweep's data.
   *
   * @param shards a partition each, in their order
   */
  public AllShardsOnSpark(
      JavaSparkContext context, JavaRDD<Rows> shards, ScoringSlices slices, ShardSource data) {
    this.context = context;
    this.shards = shards;
    this.slices = slices;
    this.data = data;
  }

  /** Does a visit over all shards. Whoever cancels its job group ends it. */
  public VisitReport perform(Visit visit, Checkpoints checkpoints) {
    return new Dl4jEngine().perform(visit, data, checkpoints, () -> false, this);
  }

  @Override
  public void fit(Model model, Fit fit) {
    Net net = model.net();
    int epochs = net.epochs();
    for (Steps steps : Steps.ofAll(data.largestShard(), fit.batch(), fit.averaging())) {
      train(
          net,
          new InShardOrder(context, model, data.shape(), fit, steps, data.shards()),
          batches(shards, fit, steps, net.inputFormat()));
      // DL4J takes what lies between two averagings for an epoch.
      net.setProgress(net.iterations(), epochs);
    }
    net.setProgress(net.iterations(), epochs + 1);
  }

  private void train(Net net, InShardOrder averaging, JavaRDD<DataSet> batches) {
    if (net.model() instanceof MultiLayerNetwork network) {
      new SparkDl4jMultiLayer(context, network, averaging).fit(batches);
    } else {
      new SparkComputationGraph(context, (ComputationGraph) net.model(), averaging).fit(batches);
    }
  }

  private static JavaRDD<DataSet> batches(
      JavaRDD<Rows> shards, Fit fit, Steps steps, InputFormat format) {
    return shards.mapPartitionsWithIndex(
        (shard, rows) -> RowBatches.shuffled(rows.next(), fit.onShard(shard), format).only(steps),
        true);
  }

  @Override
  public Evaluation evaluate(Model model, Scoring scoring) {
    Broadcast<byte[]> sent = context.broadcast(model.checkpoint());
    Evaluation evaluation = slices.evaluate(scoring, sent::value);
    sent.destroy();
    return evaluation;
  }

  @Override
  public String place() {
    return "all executors";
  }
}
