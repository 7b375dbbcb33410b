package org.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.espalier.network.Shape;
import org.espalier.sweep.Rows;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.spec.DataSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarImagesTest {
  @TempDir private Path directory;

  @Test
  void recordsBecomeRowsInNchw() {
    SmallSets.writeCifar(directory);
    Rows test = data().test();

    assertThat(test.shape()).isEqualTo(new Shape(3, 32, 32));
    assertThat(test.classes()).isEqualTo(10);
    assertThat(SmallSets.labels(test)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    int[] seventh = SmallSets.pixels(test, 7);
    assertThat(Arrays.copyOfRange(seventh, 0, 1024)).containsOnly(7);
    assertThat(Arrays.copyOfRange(seventh, 1024, 2048)).containsOnly(8);
    assertThat(Arrays.copyOfRange(seventh, 2048, 3072)).containsOnly(9);
  }

  /** The 20 training records are two of each class: one is held out, one is left to the shard. */
  @Test
  void allBatchesAreRead() {
    SmallSets.writeCifar(directory);

    assertThat(SmallSets.labels(data().shard(0)))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(data().validation().count()).isEqualTo(10);
    for (int row = 0; row < 10; row++) {
      assertThat(SmallSets.pixels(data().shard(0), row)[0] % 10)
          .isEqualTo(data().shard(0).label(row));
    }
  }

  @Test
  void filesMayLieAsTheArchiveUnpacksThem() {
    SmallSets.writeCifar(directory);
    String digest = data().digest();
    Path parent = directory.resolve("parent");
    SmallSets.writeCifar(parent.resolve("cifar-10-batches-bin"));
    ShardSource below =
        DataSets.open(new DataSpec("cifar10:" + parent, 0.1, 1, 1), new Configuration());

    assertThat(below.test().count()).isEqualTo(10);
    assertThat(below.digest()).isEqualTo(digest);
  }

  @Test
  void testFileIsNotTouchedUntilAskedFor() throws IOException {
    SmallSets.writeCifar(directory);
    Files.delete(directory.resolve("test_batch.bin"));

    assertThat(data().validation().count()).isEqualTo(10);
    assertRefused()
        .withMessageContaining("test_batch.bin, nor in cifar-10-batches-bin/")
        .withMessageContaining("jobs/fetch-data");
  }

  @Test
  void missingBatchIsNamed() throws IOException {
    SmallSets.writeCifar(directory);
    Files.delete(directory.resolve("data_batch_3.bin"));

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> data().shard(0))
        .withMessageContaining("data_batch_3.bin");
  }

  @Test
  void lengthThatIsNoMultipleOfARecordIsRefused() {
    SmallSets.write(
        directory.resolve("test_batch.bin"), Arrays.copyOf(SmallSets.cifar(0, 2), 6145));

    assertRefused()
        .withMessageContaining("test_batch.bin has 6145 bytes; it must be a multiple of 3073");
  }

  @Test
  void emptyFileIsRefused() {
    SmallSets.write(directory.resolve("test_batch.bin"), new byte[0]);

    assertRefused().withMessageContaining("has 0 bytes");
  }

  @Test
  void labelAboveNineIsRefused() {
    byte[] records = SmallSets.cifar(0, 3);
    records[3073] = 10;
    SmallSets.write(directory.resolve("test_batch.bin"), records);

    assertRefused().withMessageContaining("gives record 1 the label 10; CIFAR-10 has 0 to 9");
  }

  private ShardSource data() {
    return DataSets.open(new DataSpec("cifar10:" + directory, 0.1, 1, 1), new Configuration());
  }

  private ThrowableAssertAlternative<DataException> assertRefused() {
    return assertThatExceptionOfType(DataException.class).isThrownBy(() -> data().test());
  }
}
