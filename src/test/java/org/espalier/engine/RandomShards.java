package org.espalier.engine;

import java.util.List;
import org.espalier.network.Shape;
import org.espalier.sweep.Rows;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.ShardSource;

/**
 * Small learnable images in shards of any sizes.
 *
 * @param sizes rows of each shard
 * @param slices in how many the validation is scored
 */
public record RandomShards(Shape shape, int classes, List<Integer> sizes, int slices)
    implements ShardSource {
  /** Of which all are few. */
  public RandomShards(Shape shape, int classes, List<Integer> sizes) {
    this(shape, classes, sizes, 1);
  }

  @Override
  public int slices(Scoring scoring) {
    return scoring == Scoring.VALIDATION ? slices : 1;
  }

  @Override
  public int shards() {
    return sizes.size();
  }

  @Override
  public String digest() {
    return toString();
  }

  @Override
  public Rows shard(int index) {
    return RandomRows.of(shape, classes, sizes.get(index), index + 1);
  }

  /** Some batches of the scorer, and a part of one. */
  @Override
  public Rows validation() {
    return RandomRows.of(shape, classes, 600, 101);
  }

  @Override
  public Rows test() {
    return RandomRows.of(shape, classes, 300, 102);
  }
}
