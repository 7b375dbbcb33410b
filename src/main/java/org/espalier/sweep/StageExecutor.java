package org.espalier.sweep;

import java.util.function.Consumer;

/** Port: runs visits somewhere, several at once. */
public interface StageExecutor extends AutoCloseable {
  /** How many visits run at the same time. */
  int slots();

  /**
   * Starts a visit and returns at once.
   *
   * @param whenDone gets the report, on any thread
   */
  void submit(Visit visit, Consumer<VisitReport> whenDone);

  /** Whether a stage's visit is worked on by now: it may still wait for its turn, or a machine. */
  boolean isAtWork(String stage);

  /** Ends a stage's running visit; its report comes as a failure. */
  void cancel(String stage);

  /** Whether it has gone for good, so that no report will come any more. */
  boolean isGone();

  @Override
  void close();
}
