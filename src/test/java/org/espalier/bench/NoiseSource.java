package org.espalier.bench;

import java.util.Random;
import org.espalier.network.Shape;
import org.espalier.sweep.Rows;
import org.espalier.sweep.ShardSource;

/**
 * Data from which nothing can be learned: each shard has as many rows, and so has the validation.
 */
record NoiseSource(Shape shape, int classes, int shards, int rows) implements ShardSource {
  @Override
  public String digest() {
    return "noise";
  }

  @Override
  public Rows shard(int index) {
    return EngineNet.noise(new Random(index), rows, shape, classes);
  }

  @Override
  public Rows validation() {
    return shard(-1);
  }

  @Override
  public Rows test() {
    return shard(-2);
  }
}
