package org.espalier.local;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Engine;
import org.espalier.sweep.RootCause;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;

/** A visit that can be cancelled, and of which nothing but a report comes out. */
final class LocalVisit {
  private static final String HOST = host();

  private final Visit visit;
  private volatile boolean cancelled;

  LocalVisit(Visit visit) {
    this.visit = visit;
  }

  boolean isOf(String stage) {
    return visit.stage().equals(stage);
  }

  /** Ends it soon, or before it begins; its report is a failure from here on. */
  void cancel() {
    cancelled = true;
  }

  VisitReport perform(Engine engine, ShardSource data, Checkpoints checkpoints) {
    long start = System.nanoTime();
    try {
      if (!cancelled) {
        VisitReport report = engine.perform(visit, data, checkpoints, () -> cancelled);
        if (report.failed() || !cancelled) {
          return report;
        }
      }
      return failed(start, "cancelled");
    } catch (Throwable e) {
      // An OutOfMemoryError of the native side is one too: it ends this visit, not the sweep.
      return failed(start, RootCause.of(e));
    }
  }

  private static VisitReport failed(long start, String error) {
    return VisitReport.failed((System.nanoTime() - start) / 1e9, HOST, error);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "local";
    }
  }
}
