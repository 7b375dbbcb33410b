package org.espalier.sweep;

import org.espalier.network.Shape;

/** Data of which nothing is read. */
record NoRows(int shards, Shape shape, int classes) implements ShardSource {
  @Override
  public String digest() {
    return "none";
  }

  @Override
  public Rows shard(int index) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Rows validation() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Rows test() {
    throw new UnsupportedOperationException();
  }
}
