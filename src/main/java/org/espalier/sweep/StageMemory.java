package org.espalier.sweep;

/**
 * What a stage keeps in memory. All in bytes.
 *
 * @param model that it works on
 * @param shard the largest one's rows, in the heap
 * @param shards how many there are
 */
public record StageMemory(ModelMemory model, long shard, int shards) {
  /** Of a stage that has next to nothing. */
  public static final StageMemory NONE = new StageMemory(new ModelMemory(0, 0), 0, 1);

  /** What a heap has beside stages. */
  public static final long RESERVE = 300L << 20;

  /** Of stages that work on such data. */
  public static StageMemory of(ModelMemory model, ShardSource data) {
    long shard = data.largestShard() * data.shape().size();
    return new StageMemory(model, shard, data.shards());
  }

  /** What so many stages at a time have in the heap, each its model, and its shard. */
  public long inHeap(int stages) {
    return stages * model.inHeap() + Math.min(stages, shards) * shard;
  }
}
