package org.espalier.sweep;

import java.util.function.IntFunction;
import org.espalier.network.Shape;

/**
 * Data whose shards are held where they are used; all else is read from its source. Stays in its
 * process.
 *
 * @param held gives the rows of a shard
 */
@SuppressWarnings("serial") // never sent anywhere
public record HeldShards(ShardSource source, IntFunction<Rows> held) implements ShardSource {
  @Override
  public Rows shard(int index) {
    return held.apply(index);
  }

  @Override
  public int shards() {
    return source.shards();
  }

  @Override
  public int largestShard() {
    return source.largestShard();
  }

  @Override
  public Shape shape() {
    return source.shape();
  }

  @Override
  public int classes() {
    return source.classes();
  }

  @Override
  public String digest() {
    return source.digest();
  }

  @Override
  public Rows validation() {
    return source.validation();
  }

  @Override
  public Rows test() {
    return source.test();
  }

  @Override
  public int count(Scoring scoring) {
    return source.count(scoring);
  }

  @Override
  public int slices(Scoring scoring) {
    return source.slices(scoring);
  }

  @Override
  public Rows scored(Scoring scoring, RowSlice slice) {
    return source.scored(scoring, slice);
  }
}
