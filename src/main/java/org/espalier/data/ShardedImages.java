package org.espalier.data;

import java.util.Objects;
import java.util.stream.IntStream;
import org.espalier.network.Shape;
import org.espalier.sweep.Kept;
import org.espalier.sweep.RowSlice;
import org.espalier.sweep.Rows;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.ShardSource;

/**
 * An image set, divided. Ships as a few names and numbers; rows are read where they are used, and
 * no others with them. What all tasks of a JVM score on it keeps for them, unless that is large.
 */
final class ShardedImages implements ShardSource {
  private static final long serialVersionUID = 1L;

  private static final Kept<ShardedImages, Shape> SHAPES = new Kept<>();
  private static final Kept<ShardedImages, Split> SPLITS = new Kept<>();
  private static final Kept<Scored, Rows> SMALL = new Kept<>();

  private final ImageSet images;
  private final Division division;
  private final long sliceBytes;

  /** Once it is known it goes along: it takes reading all files. */
  private String digest;

  /**
   * Divides.
   *
   * @param sliceBytes rows that are scored and have more are large
   */
  ShardedImages(ImageSet images, Division division, long sliceBytes) {
    this.images = images;
    this.division = division;
    this.sliceBytes = sliceBytes;
  }

  @Override
  public int shards() {
    return division.shards();
  }

  @Override
  public Shape shape() {
    return SHAPES.get(this, images::shape);
  }

  @Override
  public int classes() {
    return images.classes();
  }

  @Override
  public synchronized String digest() {
    if (digest == null) {
      digest = images.digest();
    }
    return digest;
  }

  @Override
  public int largestShard() {
    return split().largestShard();
  }

  @Override
  public Rows shard(int index) {
    return images.training(split().shard(index));
  }

  @Override
  public Rows validation() {
    return scored(Scoring.VALIDATION, RowSlice.WHOLE);
  }

  @Override
  public Rows test() {
    return scored(Scoring.TEST, RowSlice.WHOLE);
  }

  @Override
  public int count(Scoring scoring) {
    return scoring == Scoring.TEST ? images.testCount() : split().validation().length;
  }

  @Override
  public int slices(Scoring scoring) {
    int rows = count(scoring);
    return (int) Math.min(RowSlice.batches(rows), (bytes(rows) + sliceBytes - 1) / sliceBytes);
  }

  @Override
  public Rows scored(Scoring scoring, RowSlice slice) {
    return slices(scoring) == 1
        ? slice.from(SMALL.get(new Scored(this, scoring), () -> read(scoring, RowSlice.WHOLE)))
        : read(scoring, slice);
  }

  private Rows read(Scoring scoring, RowSlice slice) {
    IntStream rows = slice.from(count(scoring));
    if (scoring == Scoring.TEST) {
      return images.test(rows.toArray());
    }
    int[] validation = split().validation();
    return images.training(rows.map(row -> validation[row]).toArray());
  }

  private Split split() {
    return SPLITS.get(this, this::divided);
  }

  private Split divided() {
    Split split = Split.of(unsigned(images.trainingLabels()), division);
    long bytes = bytes(split.largestShard());
    if (bytes > ImageSet.MOST_BYTES) {
      throw new DataException(
          ("a shard of %,d images of %s takes %,d bytes, more than fit an array; divide the data into"
                  + " %d shards (data.shards), or more")
              .formatted(
                  split.largestShard(),
                  shape(),
                  bytes,
                  shards() * bytes / ImageSet.MOST_BYTES + 1));
    }
    return split;
  }

  private static int[] unsigned(byte[] labels) {
    return IntStream.range(0, labels.length).map(row -> Byte.toUnsignedInt(labels[row])).toArray();
  }

  private long bytes(long rows) {
    return rows * shape().size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShardedImages that
        && images.equals(that.images)
        && division.equals(that.division);
  }

  @Override
  public int hashCode() {
    return Objects.hash(images, division);
  }

  /** Rows that are scored. */
  private record Scored(ShardedImages data, Scoring scoring) {}
}
