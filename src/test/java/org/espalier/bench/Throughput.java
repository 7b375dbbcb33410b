package org.espalier.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * How fast several threads do the same kind of work side by side.
 *
 * @param warmUp seconds of work before anything is counted; once at least
 * @param counted seconds of work that count; once at least
 */
record Throughput(int threads, double warmUp, double counted) {
  private static final double NANOS = 1e9;

  /** A piece of work that can be done over and over. */
  @FunctionalInterface
  interface Work {
    /** Does it once, and returns how many items that were. */
    int once();
  }

  /**
   * Items a second, all threads together.
   *
   * @param work makes each thread's own
   */
  double of(Supplier<Work> work) {
    CyclicBarrier warm = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Double>> rates = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        rates.add(pool.submit(() -> rate(work.get(), warm)));
      }
      double total = 0;
      for (Future<Double> rate : rates) {
        total += rate.get();
      }
      return total;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a thread of the bench failed", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private double rate(Work work, CyclicBarrier warm)
      throws InterruptedException, BrokenBarrierException {
    rate(work, warmUp);
    warm.await();
    return rate(work, counted);
  }

  private static double rate(Work work, double seconds) {
    long start = System.nanoTime();
    long items = 0;
    double elapsed;
    do {
      items += work.once();
      elapsed = (System.nanoTime() - start) / NANOS;
    } while (elapsed < seconds);
    return items / elapsed;
  }
}
