package org.espalier.sweep;

/**
 * What a stage keeps in memory. All in bytes.
 *
 * @param outsideHeap the model, its gradients and momentum, and what is computed with a batch
 * @param shard the largest one's rows, in the heap
 * @param shards how many there are
 */
public record StageMemory(long outsideHeap, long shard, int shards) {
  /** Of a stage that has next to nothing. */
  public static final StageMemory NONE = new StageMemory(0, 0, 1);

  /** Of stages that work on such data. */
  public static StageMemory of(long outsideHeap, ShardSource data) {
    long shard = data.largestShard() * data.shape().size();
    return new StageMemory(outsideHeap, shard, data.shards());
  }
}
