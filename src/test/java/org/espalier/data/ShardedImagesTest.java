package org.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.espalier.files.FileSettings;
import org.espalier.network.Shape;
import org.espalier.sweep.RowSlice;
import org.espalier.sweep.Rows;
import org.espalier.sweep.Scoring;
import org.espalier.sweep.ShardSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in passing is what reading everything and then taking from it gives. */
class ShardedImagesTest {
  private static final long NO_SLICES = 1L << 40;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void idxIsReadAsIfAllOfItWereInMemory(long seed) {
    Random random = new Random(seed);
    // At times a row is longer than any buffer on the way.
    int side = random.nextBoolean() ? 1 + random.nextInt(9) : 300;
    int classes = 1 + random.nextInt(4);
    Naive naive =
        Naive.of(
            new Shape(1, side, side),
            classes,
            60 + random.nextInt(600),
            1 + random.nextInt(600),
            random);
    Division division = new Division(0.05 + random.nextDouble() / 2, 1 + random.nextInt(5), seed);
    naive.writeIdx(directory, random::nextBoolean);

    check(new IdxImages(folder()), naive, division, random);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void cifarIsReadAsIfAllOfItWereInMemory(long seed) {
    Random random = new Random(seed);
    Naive naive = Naive.of(new Shape(3, 32, 32), 10, 200 + random.nextInt(400), 300, random);
    Division division = new Division(0.05 + random.nextDouble() / 2, 1 + random.nextInt(5), seed);
    naive.writeCifar(directory, random);

    check(new CifarImages(folder()), naive, division, random);
  }

  /** As a disk and HDFS allow: with 8 shards, an eighth of the images and what is buffered. */
  @Test
  void aShardReadsLittleBesideItself() {
    Naive naive = Naive.of(new Shape(1, 400, 400), 2, 160, 1, new Random(1));
    naive.writeIdx(directory, () -> false);
    ShardSource data =
        new ShardedImages(new IdxImages(folder()), new Division(0.1, 8, 1), NO_SLICES);
    long before = bytesRead();

    Rows shard = data.shard(3);

    assertThat(shard.count()).isEqualTo(18);
    assertThat(bytesRead() - before).isBetween(18 * 160_000L, 2 * 18 * 160_000L);
  }

  @Test
  void whatIsScoredIsReadOnceInAJvmUnlessItIsLarge() {
    SmallSets.writeIdx(directory);
    ShardSource data = data(NO_SLICES);

    assertThat(data.slices(Scoring.VALIDATION)).isEqualTo(1);
    assertThat(data.validation()).isSameAs(data(NO_SLICES).validation());
    assertThat(data.test()).isSameAs(data(NO_SLICES).test());
  }

  @Test
  void aShardThatFitsNoArrayIsRefusedWithHowManyDo() {
    SmallSets.write(directory.resolve("train-labels-idx1-ubyte"), SmallSets.idxLabels(80));
    SmallSets.writeHeader(
        directory.resolve("train-images-idx3-ubyte"), List.of(2051, 80, 10_000, 10_000));

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> data(NO_SLICES).shard(0))
        .withMessageContaining("a shard of 36 images of 1x10000x10000 takes 3,600,000,000 bytes")
        .withMessageContaining("divide the data into 4 shards (data.shards), or more");
  }

  private ShardSource data(long sliceBytes) {
    return new ShardedImages(new IdxImages(folder()), new Division(0.1, 2, 1), sliceBytes);
  }

  private HadoopFolder folder() {
    return HadoopFolder.at(directory.toString(), FileSettings.of(new Configuration()));
  }

  private static long bytesRead() {
    return FileSystem.getGlobalStorageStatistics().get("file").getLong("bytesRead");
  }

  private static void check(ImageSet images, Naive naive, Division division, Random random) {
    Split split =
        Split.of(
            IntStream.range(0, naive.training.count()).map(naive.training::label).toArray(),
            division);
    ShardSource whole = new ShardedImages(images, division, NO_SLICES);
    ShardSource sliced =
        new ShardedImages(
            images, division, naive.training.shape().size() * (1 + random.nextInt(300)));
    int most = 0;
    for (int shard = 0; shard < division.shards(); shard++) {
      assertSame(whole.shard(shard), naive.training.take(split.shard(shard)));
      most = Math.max(most, split.shard(shard).length);
    }
    assertThat(whole.largestShard()).isEqualTo(most);
    assertSame(whole.validation(), naive.training.take(split.validation()));
    assertSame(whole.test(), naive.test);
    assertSlices(sliced, Scoring.VALIDATION, whole.validation());
    assertSlices(sliced, Scoring.TEST, whole.test());
  }

  private static void assertSlices(ShardSource data, Scoring scoring, Rows all) {
    int next = 0;
    for (RowSlice slice : RowSlice.all(data.slices(scoring))) {
      Rows rows = data.scored(scoring, slice);
      assertSame(rows, all.take(IntStream.range(next, next + rows.count()).toArray()));
      next += rows.count();
    }
    assertThat(next).isEqualTo(all.count()).isEqualTo(data.count(scoring));
  }

  private static void assertSame(Rows found, Rows expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    assertThat(found.classes()).isEqualTo(expected.classes());
    assertThat(SmallSets.labels(found)).isEqualTo(SmallSets.labels(expected));
    for (int row = 0; row < found.count(); row++) {
      assertThat(SmallSets.pixels(found, row)).isEqualTo(SmallSets.pixels(expected, row));
    }
  }

  /** A set that is in memory as a whole. */
  private record Naive(Rows training, Rows test) {
    /** Each class has at least some 20 rows. */
    static Naive of(Shape shape, int classes, int training, int test, Random random) {
      return new Naive(rows(shape, classes, training, random), rows(shape, classes, test, random));
    }

    private static Rows rows(Shape shape, int classes, int count, Random random) {
      byte[] pixels = new byte[count * (int) shape.size()];
      byte[] labels = new byte[count];
      random.nextBytes(pixels);
      for (int row = 0; row < count; row++) {
        labels[row] = (byte) (row < 20 * classes ? row % classes : random.nextInt(classes));
      }
      return new Rows(shape, classes, pixels, labels);
    }

    void writeIdx(Path directory, BooleanSupplier packed) {
      write(directory, "train-images-idx3-ubyte", idxImages(training), packed.getAsBoolean());
      write(directory, "train-labels-idx1-ubyte", idxLabels(training), packed.getAsBoolean());
      write(directory, "t10k-images-idx3-ubyte", idxImages(test), packed.getAsBoolean());
      write(directory, "t10k-labels-idx1-ubyte", idxLabels(test), packed.getAsBoolean());
    }

    private static void write(Path directory, String name, byte[] bytes, boolean packed) {
      SmallSets.write(
          directory.resolve(packed ? name + ".gz" : name),
          packed ? SmallSets.gzipped(bytes) : bytes);
    }

    private static byte[] idxImages(Rows rows) {
      List<Integer> lengths =
          List.of(2051, rows.count(), rows.shape().height(), rows.shape().width());
      return SmallSets.idx(lengths, SmallSets.allPixels(rows, 0, rows.count()));
    }

    private static byte[] idxLabels(Rows rows) {
      byte[] labels = new byte[rows.count()];
      for (int row = 0; row < labels.length; row++) {
        labels[row] = (byte) rows.label(row);
      }
      return SmallSets.idx(List.of(2049, rows.count()), labels);
    }

    /** Files of uneven lengths. */
    void writeCifar(Path directory, Random random) {
      List<Integer> ends = new ArrayList<>();
      random.ints(4, 1, training.count()).distinct().sorted().forEach(ends::add);
      while (ends.size() < 4) {
        ends.add(0, ends.get(0) - 1);
      }
      ends.add(training.count());
      int start = 0;
      for (int batch = 1; batch <= 5; batch++) {
        int end = ends.get(batch - 1);
        SmallSets.write(
            directory.resolve("data_batch_" + batch + ".bin"), records(training, start, end));
        start = end;
      }
      SmallSets.write(directory.resolve("test_batch.bin"), records(test, 0, test.count()));
    }

    private static byte[] records(Rows rows, int start, int end) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int row = start; row < end; row++) {
        bytes.write(rows.label(row));
        bytes.writeBytes(SmallSets.allPixels(rows, row, row + 1));
      }
      return bytes.toByteArray();
    }
  }
}
