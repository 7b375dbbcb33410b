package org.espalier.data;

import java.util.stream.IntStream;
import org.espalier.network.Shape;
import org.espalier.sweep.Rows;
import org.espalier.sweep.ShardSource;

/** An image set, divided. Ships as a few names and numbers; rows are read where they are used. */
record ShardedImages(ImageSet images, Division division) implements ShardSource {
  @Override
  public int shards() {
    return division.shards();
  }

  @Override
  public Shape shape() {
    return images.shape();
  }

  @Override
  public int classes() {
    return images.classes();
  }

  @Override
  public String digest() {
    return images.digest();
  }

  @Override
  public Rows shard(int index) {
    Rows training = TrainingRows.of(images);
    return training.take(split(training).shard(index));
  }

  @Override
  public Rows validation() {
    Rows training = TrainingRows.of(images);
    return training.take(split(training).validation());
  }

  @Override
  public Rows test() {
    return images.test();
  }

  private Split split(Rows training) {
    return Split.of(IntStream.range(0, training.count()).map(training::label).toArray(), division);
  }
}
