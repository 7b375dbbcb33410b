package org.espalier.sweep;

import java.util.function.Consumer;

/** A machine to which something happens; where nothing else is said, it works as ever. */
interface Befallen extends StageExecutor {
  StageExecutor machine();

  @Override
  default int slots() {
    return machine().slots();
  }

  @Override
  default void submit(Visit visit, Consumer<VisitReport> whenDone) {
    machine().submit(visit, whenDone);
  }

  @Override
  default boolean isAtWork(String stage) {
    return machine().isAtWork(stage);
  }

  @Override
  default void cancel(String stage) {
    machine().cancel(stage);
  }

  @Override
  default boolean isGone() {
    return machine().isGone();
  }

  @Override
  default void close() {
    machine().close();
  }
}
