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

  /** Spark starts no executor with less. */
  private static final long LEAST = 450 * MEBIBYTE;

  /** The smallest, to the mebibyte, that does for one task at a time by Spark's own share. */
  public static long neededMebibytes(StageMemory stage) {
    return Math.max(LEAST, needed(stage.inHeap(1), USUAL_CACHED_SHARE)) / MEBIBYTE + 1;
  }

  private static long needed(long held, double cachedShare) {
    return StageMemory.RESERVE + (long) (held / (1 - cachedShare));
  }

  /**
   * What is wrong where tasks can hold more than there is room for, with what to change.
   *
   * @param setting what sets the heap, up to the number
   */
  Optional<String> problem(StageMemory stage, String setting) {
    long models = tasks * stage.model().inHeap();
    long held = stage.inHeap(tasks);
    long room = (long) (Math.max(0, bytes - StageMemory.RESERVE) * (1 - cachedShare));
    if (held <= room || holdsAll(stage, models)) {
      return Optional.empty();
    }
    return Optional.of(
        "%d stages at a time hold %d MiB of models and %d MiB of shards, and of a heap of %d MiB Spark leaves %d to tasks. Set %s%dm, or more%s"
            .formatted(
                tasks,
                models / MEBIBYTE,
                (held - models) / MEBIBYTE,
                bytes / MEBIBYTE,
                room / MEBIBYTE,
                setting,
                sufficient(stage, models) / MEBIBYTE + 1,
                room > models ? smallerShards(stage, room - models) : ""));
  }

  private long sufficient(StageMemory stage, long models) {
    long shards = stage.shards() * stage.shard();
    long cachingAll = Math.max((long) (shards / cachedShare), shards + models);
    return Math.min(needed(stage.inHeap(tasks), cachedShare), StageMemory.RESERVE + cachingAll);
  }

  private String smallerShards(StageMemory stage, long room) {
    return "; or divide the data into %d shards (data.shards), or more"
        .formatted(tasks * stage.shard() * stage.shards() / Math.max(MEBIBYTE, room) + 1);
  }

  /** Whether all shards are cached, and models have what is left: Spark takes no more than that. */
  private boolean holdsAll(StageMemory stage, long models) {
    long heap = bytes - StageMemory.RESERVE;
    long shards = stage.shards() * stage.shard();
    return shards <= heap * cachedShare && shards + models <= heap;
  }
}
