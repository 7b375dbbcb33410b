package org.espalier.spark.checks;

import java.util.Optional;
import org.espalier.sweep.StageMemory;

/**
 * An executor's heap as Spark's unified memory manager divides it: a share is for what is cached,
 * and what is left, but for a reserve, for what tasks hold. A shard that does not fit the first is
 * on disk, and in the second while a task has it.
 *
 * @param bytes all of it
 * @param cachedShare {@code spark.memory.fraction}
 * @param tasks at the same time
 */
public record ExecutorHeap(long bytes, double cachedShare, int tasks) {
  static final double USUAL_CACHED_SHARE = 0.6;

  private static final long MEBIBYTE = 1 << 20;
  private static final long RESERVE = 300 * MEBIBYTE;

  /** Spark starts no executor with less. */
  private static final long LEAST = 450 * MEBIBYTE;

  /** The smallest, to the mebibyte, that does for one task at a time by Spark's own share. */
  public static long neededMebibytes(StageMemory stage) {
    return Math.max(LEAST, needed(stage.shard(), USUAL_CACHED_SHARE)) / MEBIBYTE + 1;
  }

  private static long needed(long held, double cachedShare) {
    return RESERVE + (long) (held / (1 - cachedShare));
  }

  /**
   * What is wrong where tasks can hold more than there is room for, with what to change.
   *
   * @param setting what sets the heap, up to the number
   */
  Optional<String> problem(StageMemory stage, String setting) {
    int holders = Math.min(tasks, stage.shards());
    long held = holders * stage.shard();
    long room = (long) (Math.max(0, bytes - RESERVE) * (1 - cachedShare));
    if (held <= room || cachesAll(stage)) {
      return Optional.empty();
    }
    return Optional.of(
        ("a shard takes %d MiB, and %d at a time do not fit what Spark leaves to tasks of a heap of"
                + " %d MiB, which is %d. Set %s%dm, or more; or divide the data into %d shards"
                + " (data.shards), or more")
            .formatted(
                stage.shard() / MEBIBYTE,
                holders,
                bytes / MEBIBYTE,
                room / MEBIBYTE,
                setting,
                needed(held, cachedShare) / MEBIBYTE + 1,
                tasks * stage.shard() * stage.shards() / Math.max(MEBIBYTE, room) + 1));
  }

  private boolean cachesAll(StageMemory stage) {
    return stage.shards() * stage.shard() <= (bytes - RESERVE) * cachedShare;
  }
}
