package org.espalier.local;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Engine;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;

/** A visit that can be cancelled, and of which nothing but a report comes out. */
final class LocalVisit {
  private static final String HOST = host();
  private static final String CANCELLED = "cancelled";

  private final Visit visit;
  private volatile boolean cancelled;
  private Thread worker;

  LocalVisit(Visit visit) {
    this.visit = visit;
  }

  boolean isOf(String stage) {
    return visit.stage().equals(stage);
  }

  synchronized boolean isAtWork() {
    return worker != null;
  }

  /**
   * Ends it soon, or before it begins; its report is a failure from here on. Work that waits for
   * something is interrupted.
   */
  synchronized void cancel() {
    cancelled = true;
    if (worker != null) {
      worker.interrupt();
    }
  }

  VisitReport perform(Engine engine, ShardSource data, Checkpoints checkpoints) {
    long start = System.nanoTime();
    begin();
    try {
      if (!cancelled) {
        VisitReport report = engine.perform(visit, data, checkpoints, () -> cancelled);
        if (!report.isDone() || !cancelled) {
          return report;
        }
      }
      return VisitReport.failed(since(start), HOST, CANCELLED);
    } catch (Throwable e) {
      // An OutOfMemoryError of the native side is one too: it ends this visit, not the sweep.
      return cancelled
          ? VisitReport.failed(since(start), HOST, CANCELLED)
          : VisitReport.thrown(since(start), HOST, e);
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    worker = Thread.currentThread();
  }

  /** The thread's next visit must not find it interrupted. */
  private synchronized void end() {
    worker = null;
    Thread.interrupted();
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "local";
    }
  }
}
