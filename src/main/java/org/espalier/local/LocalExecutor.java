package org.espalier.local;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.espalier.sweep.Checkpoints;
import org.espalier.sweep.Engine;
import org.espalier.sweep.HeldShards;
import org.espalier.sweep.Kept;
import org.espalier.sweep.Rows;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.StageExecutor;
import org.espalier.sweep.StageMemory;
import org.espalier.sweep.Visit;
import org.espalier.sweep.VisitReport;

/**
 * Runs visits on threads of this JVM. Every visit that is submitted is reported once, also when it
 * is cancelled before its turn comes, and when the executor is closed.
 */
public final class LocalExecutor implements StageExecutor {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long MEBIBYTE = 1 << 20;

  private final Engine engine;
  private final ShardSource data;
  private final Checkpoints checkpoints;
  private final int slots;
  private final Duration patience;
  private final ExecutorService threads;
  private final Set<LocalVisit> unfinished = ConcurrentHashMap.newKeySet();

  /**
   * Starts no thread before the first visit.
   *
   * @param slots visits at the same time, each on a thread of its own
   */
  public LocalExecutor(Engine engine, ShardSource data, Checkpoints checkpoints, int slots) {
    this(engine, data, checkpoints, slots, PATIENCE);
  }

  /**
   * For tests.
   *
   * @param patience how long {@link #close} waits for visits to end
   */
  LocalExecutor(
      Engine engine, ShardSource data, Checkpoints checkpoints, int slots, Duration patience) {
    if (slots < 1) {
      throw new IllegalArgumentException("slots must be at least 1, not " + slots);
    }
    this.engine = engine;
    this.data = held(data);
    this.checkpoints = checkpoints;
    this.slots = slots;
    this.patience = patience;
    this.threads = Executors.newFixedThreadPool(slots, LocalExecutor::daemon);
  }

  /**
   * What is wrong where visits hold more than there is room for, with what to change.
   *
   * @param heap bytes that this JVM may have
   */
  public static Optional<String> problem(StageMemory stage, int slots, long heap) {
    long held = stage.inHeap(slots);
    if (StageMemory.RESERVE + held <= heap) {
      return Optional.empty();
    }
    return Optional.of(
        "%d stages at a time hold %d MiB of models and shards, and do not fit a heap of %d MiB. Set -Xmx%dm, or more%s"
            .formatted(
                slots,
                held / MEBIBYTE,
                heap / MEBIBYTE,
                (StageMemory.RESERVE + held) / MEBIBYTE + 1,
                StageMemory.RESERVE + slots * stage.model().inHeap() < heap
                    ? "; or divide the data into more shards than %d (data.shards)"
                        .formatted(stage.shards())
                    : ""));
  }

  /** While memory lasts a shard is read once, however many visits it has. */
  private static ShardSource held(ShardSource data) {
    Kept<Integer, Rows> shards = new Kept<>();
    return new HeldShards(data, shard -> shards.get(shard, () -> data.shard(shard)));
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public void submit(Visit visit, Consumer<VisitReport> whenDone) {
    LocalVisit local = new LocalVisit(visit);
    unfinished.add(local);
    try {
      threads.execute(() -> finish(local, whenDone));
    } catch (RejectedExecutionException closed) {
      local.cancel();
      finish(local, whenDone);
    }
  }

  @Override
  public boolean isAtWork(String stage) {
    return unfinished.stream().anyMatch(visit -> visit.isOf(stage) && visit.isAtWork());
  }

  @Override
  public void cancel(String stage) {
    unfinished.stream().filter(visit -> visit.isOf(stage)).forEach(LocalVisit::cancel);
  }

  /** It goes with this process. */
  @Override
  public boolean isGone() {
    return false;
  }

  /**
   * Cancels what is unfinished and waits for it to end. A visit that does not end for a minute is
   * left to itself; its thread does not keep the JVM alive.
   */
  @Override
  public void close() {
    threads.shutdown();
    unfinished.forEach(LocalVisit::cancel);
    try {
      threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void finish(LocalVisit visit, Consumer<VisitReport> whenDone) {
    VisitReport report = visit.perform(engine, data, checkpoints);
    unfinished.remove(visit);
    whenDone.accept(report);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setName("visits-" + thread.getId());
    thread.setDaemon(true);
    return thread;
  }
}
