package org.espalier.spark;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.espalier.spark.averaging.AllShardsOnSpark;
import org.espalier.spark.averaging.ScoringSlices;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Engine;
import org.espalier.sweep.Rows;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.StageExecutor;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Runs each visit as a Spark job of one task, placed where its shard is cached. A job per visit, so
 * that one that is lost takes no other along, each can be cancelled, and Spark's UI has a row for
 * it.
 */
public final class SparkExecutor implements StageExecutor {
  private static final ClassTag<VisitReport> REPORTS = ClassTag$.MODULE$.apply(VisitReport.class);
  private static final String DYNAMIC = "spark.dynamicAllocation.enabled";

  private final JavaSparkContext context;
  private final ShardSource data;
  private final Checkpoints checkpoints;
  private final Broadcast<VisitTools> tools;
  private final JavaRDD<Rows> shards;
  private final ScoringSlices slices;
  private final TasksAtWork atWork = new TasksAtWork();
  private final ExecutorService jobs = Executors.newCachedThreadPool(SparkExecutor::daemon);

  public SparkExecutor(
      JavaSparkContext context, Engine engine, ShardSource data, Checkpoints checkpoints) {
    this.context = context;
    this.data = data;
    this.checkpoints = checkpoints;
    this.tools = context.broadcast(new VisitTools(engine, data, checkpoints));
    this.shards = shards(context, data);
    this.slices = new ScoringSlices(context, data);
    context.sc().addSparkListener(atWork);
    readAhead();
  }

  private static JavaRDD<Rows> shards(JavaSparkContext context, ShardSource data) {
    List<Integer> indices = IntStream.range(0, data.shards()).boxed().toList();
    return context
        .parallelize(indices, data.shards())
        .map(data::shard)
        .setName("shards")
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * As many as there are by now: executors come, and go. Twice that where Spark asks the cluster
   * for more executors, which it does for tasks that wait.
   */
  @Override
  public int slots() {
    SparkConf conf = context.getConf();
    int cores = context.defaultParallelism() / conf.getInt("spark.task.cpus", 1);
    return Math.max(1, conf.getBoolean(DYNAMIC, false) ? 2 * cores : cores);
  }

  @Override
  public void submit(Visit visit, Consumer<VisitReport> whenDone) {
    jobs.execute(
        () -> {
          VisitReport report = run(visit);
          // A visit that ended because this driver ends has not failed: the next driver does it.
          if (!context.sc().isStopped()) {
            whenDone.accept(report);
          }
        });
  }

  /**
   * A sweep begins with one model, and most executors wait for it: time to read all shards, of
   * which each then has its part. A shard that cannot be read is for the visit to it to tell.
   */
  private void readAhead() {
    context.setJobGroup("shards", "all shards, read ahead", true);
    JavaFutureAction<Void> unusedOutcome = shards.foreachPartitionAsync(rows -> {});
    context.clearJobGroup();
  }

  private VisitReport run(Visit visit) {
    context.setJobGroup(visit.stage(), description(visit), true);
    try {
      if (visit.overAllShards()) {
        return overAllShards(visit);
      }
      return slices.isFor(visit) ? onShardThenBySlices(visit) : onShard(visit);
    } catch (Throwable e) {
      // Spark throws checked exceptions that it does not declare; a report must come whatever it
      // is. What a task does wrong comes as a report: its machine was lost, its shard could not be
      // read, or it was cancelled.
      return VisitReport.lost(e);
    }
  }

  private VisitReport onShard(Visit visit) {
    VisitReport[] ofShard =
        (VisitReport[])
            context
                .sc()
                .runJob(
                    shards.rdd(), new VisitTask(visit, tools), partition(visit.shard()), REPORTS);
    return ofShard[0];
  }

  /** The shard's executor leaves the model to those who hold the rows that it is scored on. */
  private VisitReport onShardThenBySlices(Visit visit) throws IOException {
    VisitReport worked = onShard(visit.unscored());
    return worked.isDone() ? slices.score(visit, worked, checkpoints) : worked;
  }

  /** Several jobs, one after the other: this thread only puts together what comes of them. */
  private VisitReport overAllShards(Visit visit) {
    return new AllShardsOnSpark(context, shards, slices, data).perform(visit, checkpoints);
  }

  private static Seq<Object> partition(int shard) {
    return JavaConverters.asScalaBuffer(List.<Object>of(shard)).toSeq();
  }

  @Override
  public boolean isAtWork(String stage) {
    return atWork.has(stage);
  }

  @Override
  public void cancel(String stage) {
    context.cancelJobGroup(stage);
  }

  /** Somebody ended the application, or its cluster is gone. */
  @Override
  public boolean isGone() {
    return context.sc().isStopped();
  }

  /** What is cached goes with the executors, which end with their driver. */
  @Override
  public void close() {
    context.cancelAllJobs();
    jobs.shutdownNow();
  }

  private static String description(Visit visit) {
    return "variant %s, visit %d, %s"
        .formatted(
            visit.stage(),
            visit.number(),
            visit.overAllShards() ? "all shards" : "shard " + visit.shard());
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "espalier-jobs");
    thread.setDaemon(true);
    return thread;
  }
}
