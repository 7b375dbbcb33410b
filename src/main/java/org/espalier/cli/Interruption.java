package org.espalier.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Lets a command that is ended from outside, by Ctrl-C or a scheduler, put its things in order: its
 * thread is interrupted, and the JVM waits until it is done. That comes before Spark and Hadoop's
 * file systems stop, which have hooks of their own.
 */
final class Interruption {
  /** What may be interrupted. */
  interface Work {
    int run() throws InterruptedException;
  }

  private static final int BEFORE_SPARK_AND_HADOOP = 100;
  private static final int PATIENCE_SECONDS = 20;

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "espalier-interruption");

  private Interruption() {}

  /** Does work on this thread. */
  static int during(Work work) throws InterruptedException {
    Interruption interruption = new Interruption();
    ShutdownHookManager hooks = ShutdownHookManager.get();
    hooks.addShutdownHook(interruption.hook, BEFORE_SPARK_AND_HADOOP);
    try {
      return work.run();
    } finally {
      interruption.done.countDown();
      if (!hooks.isShutdownInProgress()) {
        hooks.removeShutdownHook(interruption.hook);
      }
    }
  }

  private void interrupt() {
    worker.interrupt();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("espalier: ended before all was in order");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
