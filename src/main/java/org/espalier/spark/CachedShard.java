package org.espalier.spark;

import org.espalier.network.Shape;
import org.espalier.sweep.Rows;
import org.espalier.sweep.ShardSource;

/**
 * The data as one task sees it: its own shard is at hand, the rest is read where it is asked for.
 */
final class CachedShard implements ShardSource {
  private static final long serialVersionUID = 1L;

  private final ShardSource source;
  private final int index;
  private final Rows rows;

  CachedShard(ShardSource source, int index, Rows rows) {
    this.source = source;
    this.index = index;
    this.rows = rows;
  }

  @Override
  public Rows shard(int shard) {
    return shard == index ? rows : source.shard(shard);
  }

  @Override
  public int shards() {
    return source.shards();
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
}
