package org.espalier.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.espalier.sweep.HeldShards;
import org.espalier.sweep.Rows;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;

/** A visit as an executor does it, with its shard at hand. */
final class VisitTask implements FlatMapFunction<Iterator<Rows>, VisitReport> {
  private static final long serialVersionUID = 1L;

  private final Visit visit;
  private final Broadcast<VisitTools> sent;

  VisitTask(Visit visit, Broadcast<VisitTools> tools) {
    this.visit = visit;
    this.sent = tools;
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
      VisitTools tools = sent.value();
      Rows rows = shard.next();
      ShardSource here = new HeldShards(tools.data(), Map.of(visit.shard(), rows)::get);
      return List.of(tools.engine().perform(visit, here, tools.checkpoints(), task::isInterrupted))
          .iterator();
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
