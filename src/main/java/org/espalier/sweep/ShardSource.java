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

  /** Rows of the largest shard. */
  default int largestShard() {
    return IntStream.range(0, shards()).map(index -> shard(index).count()).max().orElseThrow();
  }

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

  /**
   * How many rows are scored.
   *
   * @param scoring which; not none
   */
  default int count(Scoring scoring) {
    return (scoring == Scoring.TEST ? test() : validation()).count();
  }

  /**
   * In how many slices rows are scored: more than one where they are many, so that none of them
   * takes much memory.
   */
  default int slices(Scoring scoring) {
    return 1;
  }

  /**
   * A slice of the rows that are scored; where they are many, nothing else of them is kept.
   *
   * @param scoring which rows; not none
   */
  default Rows scored(Scoring scoring, RowSlice slice) {
    return slice.from(scoring == Scoring.TEST ? test() : validation());
  }
}
