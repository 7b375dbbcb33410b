package org.espalier.spark;

import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.espalier.sweep.HeldShards;
import org.espalier.sweep.Rows;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** A visit as an executor does it, with its shard at hand. */
final class VisitTask extends AbstractFunction2<TaskContext, Iterator<Rows>, VisitReport>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Visit visit;
  private final Broadcast<VisitTools> sent;

  VisitTask(Visit visit, Broadcast<VisitTools> tools) {
    this.visit = visit;
    this.sent = tools;
  }

  /** What goes wrong comes back as a report: Spark would only do it all again. */
  @Override
  public VisitReport apply(TaskContext task, Iterator<Rows> shard) {
    if (task.attemptNumber() > 0) {
      // Spark does again what went down with its executor. Whether to is for the sweep to say.
      return VisitReport.lost("the executor that had it was lost");
    }
    long start = System.nanoTime();
    try {
      VisitTools tools = sent.value();
      Rows rows = shard.next();
      ShardSource here = new HeldShards(tools.data(), Map.of(visit.shard(), rows)::get);
      return tools.engine().perform(visit, here, tools.checkpoints(), task::isInterrupted);
    } catch (RuntimeException | OutOfMemoryError e) {
      if (task.isInterrupted()) {
        throw e;
      }
      return VisitReport.thrown((System.nanoTime() - start) / 1e9, host(), e);
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
