package org.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.espalier.network.Shape;
import org.espalier.sweep.Digest;
import org.espalier.sweep.Rows;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.spec.DataSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxImagesTest {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  @TempDir private Path directory;

  @BeforeEach
  void writeGoodFiles() {
    SmallSets.writeIdx(directory);
  }

  @Test
  void headersTellShapeAndClasses() {
    assertThat(data().shape()).isEqualTo(new Shape(1, 2, 2));
    assertThat(data().classes()).isEqualTo(3);
    assertThat(data().shards()).isEqualTo(2);
  }

  @Test
  void imagesKeepTheirLabels() {
    Rows test = data().test();

    assertThat(SmallSets.labels(test)).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(SmallSets.pixels(test, 4)).containsExactly(4, 5, 6, 7);
    for (Rows part : List.of(data().shard(0), data().shard(1), data().validation())) {
      for (int row = 0; row < part.count(); row++) {
        assertThat(SmallSets.pixels(part, row)[0] % 3).isEqualTo(part.label(row));
      }
    }
  }

  @Test
  void partsAreTogetherAllTrainingRows() {
    assertThat(data().validation().count()).isEqualTo(6);
    assertThat(data().shard(0).count()).isEqualTo(27);
    assertThat(data().shard(1).count()).isEqualTo(27);
  }

  @Test
  void gzippedFilesGiveTheSame() throws IOException {
    Rows plain = data().test();
    String digest = data().digest();
    for (String name : List.of(IMAGES, LABELS, TEST_IMAGES, TEST_LABELS)) {
      Path file = directory.resolve(name);
      SmallSets.write(directory.resolve(name + ".gz"), SmallSets.gzipped(Files.readAllBytes(file)));
      Files.delete(file);
    }

    assertThat(data().shape()).isEqualTo(plain.shape());
    assertThat(SmallSets.labels(data().test())).isEqualTo(SmallSets.labels(plain));
    assertThat(data().digest()).isEqualTo(digest);
  }

  @Test
  void digestIsThatOfTheListOfSums() throws IOException {
    StringBuilder list = new StringBuilder();
    for (String name : List.of(IMAGES, LABELS, TEST_IMAGES, TEST_LABELS)) {
      list.append(Digest.of(Files.readAllBytes(directory.resolve(name))));
      list.append("  ").append(name).append('\n');
    }

    assertThat(data().digest()).isEqualTo(Digest.of(list.toString()));
  }

  @Test
  void digestSeesATestLabel() {
    String before = data().digest();
    SmallSets.write(
        directory.resolve(TEST_LABELS),
        SmallSets.idx(List.of(2049, 6), new byte[] {0, 1, 2, 0, 1, 1}));

    assertThat(data().digest()).isNotEqualTo(before);
  }

  @Test
  void testFilesAreNotTouchedUntilAskedFor() throws IOException {
    Files.delete(directory.resolve(TEST_IMAGES));

    assertThat(data().validation().count()).isEqualTo(6);
    assertThat(data().shard(1).count()).isEqualTo(27);
    assertRefused().withMessageContaining(TEST_IMAGES).withMessageContaining("jobs/fetch-data");
  }

  @Test
  void missingTrainingFileIsNamed() throws IOException {
    Files.delete(directory.resolve(LABELS));

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> data().classes())
        .withMessageContaining("no file:" + directory.resolve(LABELS) + ", nor with .gz");
  }

  @Test
  void wrongMagicNumberIsShownBesideTheRightOne() {
    SmallSets.write(directory.resolve(TEST_IMAGES), SmallSets.idxLabels(20));

    assertRefused()
        .withMessageContaining(TEST_IMAGES + " has the magic number 2049, not 2051 (IDX images)");

    SmallSets.write(directory.resolve(TEST_LABELS), SmallSets.idxImages(6));

    assertRefused()
        .withMessageContaining(TEST_LABELS + " has the magic number 2051, not 2049 (IDX labels)");
  }

  @Test
  void packedFileWithAPlainNameIsRefused() {
    SmallSets.write(directory.resolve(TEST_IMAGES), SmallSets.gzipped(SmallSets.idxImages(6)));

    assertRefused().withMessageContaining("or still packed");
  }

  @Test
  void endWithinTheHeaderIsRefused() {
    SmallSets.write(directory.resolve(TEST_IMAGES), Arrays.copyOf(SmallSets.idxImages(6), 13));

    assertRefused().withMessageContaining("ends within its header, after 13 of 16 bytes");

    SmallSets.write(directory.resolve(TEST_IMAGES), new byte[0]);

    assertRefused().withMessageContaining("ends within its header, after 0 of 16 bytes");
  }

  @Test
  void tooFewBytesAreRefused() {
    SmallSets.write(directory.resolve(TEST_IMAGES), Arrays.copyOf(SmallSets.idxImages(6), 39));

    assertRefused().withMessageContaining("too few bytes: its header promises 24, only 23 follow");
  }

  @Test
  void tooManyBytesAreRefused() {
    SmallSets.write(directory.resolve(TEST_IMAGES), Arrays.copyOf(SmallSets.idxImages(6), 41));

    assertRefused()
        .withMessageContaining("too many bytes: more follow the 24 that its header promises");
  }

  @Test
  void sizesThatCannotBeAreRefusedBeforeAnythingIsAllocated() {
    for (List<Integer> lengths :
        List.of(
            List.of(2051, Integer.MAX_VALUE, 28, 28),
            List.of(2051, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
            List.of(2051, 0, 28, 28),
            List.of(2051, 6, -1, 28))) {
      SmallSets.write(directory.resolve(TEST_IMAGES), SmallSets.idx(lengths, new byte[4]));

      assertRefused().withMessageContaining("promises " + lengths.subList(1, 4) + " bytes");
    }
  }

  @Test
  void hugePromiseTakesNoMemoryWhenNothingFollows() {
    SmallSets.write(
        directory.resolve(TEST_IMAGES),
        SmallSets.idx(List.of(2051, 2_000_000, 32, 32), new byte[4]));

    assertRefused().withMessageContaining("header promises 2048000000, only 4 follow");
  }

  @Test
  void damagedGzipIsRefused() throws IOException {
    Files.delete(directory.resolve(TEST_IMAGES));
    byte[] packed = SmallSets.gzipped(SmallSets.idxImages(6));
    SmallSets.write(directory.resolve(TEST_IMAGES + ".gz"), Arrays.copyOf(packed, 30));

    assertRefused().withMessageContaining("cannot read").withMessageContaining(TEST_IMAGES);
  }

  @Test
  void imagesAndLabelsMustBeAsMany() {
    SmallSets.write(directory.resolve(TEST_LABELS), SmallSets.idxLabels(5));

    assertRefused().withMessageContaining("holds 6 images").withMessageContaining("5 labels");
  }

  @Test
  void testLabelThatTrainingDoesNotKnowIsRefused() {
    SmallSets.write(
        directory.resolve(TEST_LABELS),
        SmallSets.idx(List.of(2049, 6), new byte[] {0, 1, 2, 3, 1, 1}));

    assertRefused()
        .withMessageContaining("has the label 3 in row 3, but no training label is above 2");
  }

  @Test
  void testImagesMustHaveTheTrainingShape() {
    SmallSets.write(
        directory.resolve(TEST_IMAGES), SmallSets.idx(List.of(2051, 6, 1, 4), new byte[24]));

    assertRefused().withMessageContaining("images of 1x1x4, but the training images are 1x2x2");
  }

  @Test
  void moreShardsThanRowsShowWhenRowsAreAskedFor() {
    ShardSource data =
        DataSets.open(new DataSpec("idx:" + directory, 0.1, 61, 1), new Configuration());

    assertThatThrownBy(data::validation)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("60 rows cannot be divided into 61 shards");
  }

  private ShardSource data() {
    return DataSets.open(new DataSpec("idx:" + directory, 0.1, 2, 1), new Configuration());
  }

  private ThrowableAssertAlternative<DataException> assertRefused() {
    return assertThatExceptionOfType(DataException.class).isThrownBy(() -> data().test());
  }
}
