package org.espalier.sweep;

import org.espalier.network.Layer;
import org.espalier.network.Network;

/**
 * What a stage keeps in memory, at least. All in bytes.
 *
 * @param outsideHeap the model, its gradients, its momentum and a second model while one is cut out
 *     of the other; and for each image of a mini-batch what each layer makes, its gradient, and a
 *     copy in the order in which oneDNN computes
 * @param shard the largest one's rows, in the heap
 * @param shards how many there are
 */
public record StageMemory(long outsideHeap, long shard, int shards) {
  /** Of a stage that has next to nothing. */
  public static final StageMemory NONE = new StageMemory(0, 0, 1);

  private static final long BYTES = 4;
  private static final long ARRAYS_OF_A_MODEL = 8;
  private static final long COPIES_OF_MAPS = 3;

  /**
   * Of a sweep.
   *
   * @param batch rows of a mini-batch
   */
  public static StageMemory of(Network dense, int batch, ShardSource data) {
    long shard = data.largestShard() * data.shape().size();
    return new StageMemory(outsideHeap(dense, batch), shard, data.shards());
  }

  private static long outsideHeap(Network dense, int batch) {
    long maps = dense.layers().stream().map(Layer::out).mapToLong(shape -> shape.size()).sum();
    return BYTES * (ARRAYS_OF_A_MODEL * dense.cost().parameters() + COPIES_OF_MAPS * batch * maps);
  }
}
