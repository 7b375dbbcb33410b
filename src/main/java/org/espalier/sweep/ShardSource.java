package org.espalier.sweep;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.espalier.network.Shape;

/**
 * Port: the data, divided. It is shipped to executors, and each reads there what it needs; every
 * call gives the same rows in the same order wherever it is made.
 */
public interface ShardSource extends Serializable {
  int shards();

  /** Shape of one image. */
  Shape shape();

  int classes();

  /** SHA-256 over all rows, training and test. */
  String digest();

  Rows shard(int index);

  /**
   * Some rows of a shard, all of it where it has fewer. A shard is shuffled, so its first ones do.
   */
  default Rows sample(int shard, int count) {
    Rows rows = shard(shard);
    return rows.take(IntStream.range(0, Math.min(count, rows.count())).toArray());
  }

  /** The rows that selection may see. */
  Rows validation();

  /** The rows that only the finalists and the dense model see, once. */
  Rows test();
}
