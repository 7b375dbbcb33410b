package org.espalier.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Engine;
import org.espalier.sweep.HeldShards;
import org.espalier.sweep.Rows;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;

/** A visit as an executor does it, with its shard at hand. */
final class VisitTask implements FlatMapFunction<Iterator<Rows>, VisitReport> {
  private static final long serialVersionUID = 1L;

  private final Visit visit;
  private final Engine engine;
  private final ShardSource data;
  private final Checkpoints checkpoints;

  VisitTask(Visit visit, Engine engine, ShardSource data, Checkpoints checkpoints) {
    this.visit = visit;
    this.engine = engine;
    this.data = data;
    this.checkpoints = checkpoints;
  }

  /** What goes wrong comes back as a report: Spark would only do it all again. */
  @Override
  public Iterator<VisitReport> call(Iterator<Rows> shard) throws IOException {
    TaskContext task = TaskContext.get();
    if (task.attemptNumber() > 0) {
      // Spark does again what went down with its executor. Whether to is for the sweep to say.
      return List.of(VisitReport.lost("the executor that had it was lost")).iterator();
    }
    long start = System.nanoTime();
    try {
      Rows rows = shard.next();
      ShardSource here = new HeldShards(data, Map.of(visit.shard(), rows)::get);
      return List.of(engine.perform(visit, here, checkpoints, task::isInterrupted)).iterator();
    } catch (RuntimeException | OutOfMemoryError e) {
      if (task.isInterrupted()) {
        throw e;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      String host = InetAddress.getLocalHost().getHostName();
      return List.of(VisitReport.thrown(seconds, host, e)).iterator();
    }
  }
}
