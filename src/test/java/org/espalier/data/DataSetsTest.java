package org.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.spec.DataSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "fashion-mnist, fashion-mnist-sample",
    "fasion-mnist-sample, fashion-mnist-sample",
    "IDX:/data, idx:URI",
    "cifar:/data, cifar10:URI",
    "cifar-10:/data, cifar10:URI"
  })
  void unknownSourceIsRefusedWithTheNearest(String source, String nearest) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> open(source))
        .withMessage(
            "unknown data source '%s'; allowed: fashion-mnist-sample, idx:URI, cifar10:URI; "
                + "did you mean %s?",
            source, nearest);
  }

  @Test
  void nothingIsSuggestedForWhatIsFarFromAll() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> open("/data/mnist"))
        .withMessage(
            "unknown data source '/data/mnist'; allowed: fashion-mnist-sample, idx:URI,"
                + " cifar10:URI");
  }

  @ParameterizedTest
  @ValueSource(strings = {"idx", "idx:", "cifar10: "})
  void formatWithoutADirectoryIsRefused(String source) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> open(source))
        .withMessageContaining("names no directory");
  }

  @Test
  void schemeWithoutAFileSystemIsRefused() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> open("idx:nosuch://host/data"))
        .withMessageContaining("cannot reach nosuch://host/data");
  }

  @Test
  void impossibleDivisionIsRefusedAtOnce() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () ->
                DataSets.open(new DataSpec("fashion-mnist-sample", 1.0, 2, 1), new Configuration()))
        .withMessageContaining("(0, 1), not 1.0");
  }

  @Test
  void plainPathAndFileUriAreTheSame() {
    SmallSets.writeIdx(directory);

    assertThat(open("idx:" + directory)).isEqualTo(open("idx:" + directory.toUri()));
  }

  @Test
  void relativePathIsFixedWhereItIsNamed() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> open("idx:no-such-directory").test())
        .withMessageContaining("file:" + Path.of("no-such-directory").toAbsolutePath());
  }

  @Test
  void shippedSourceGivesTheSameRows() throws IOException, ClassNotFoundException {
    SmallSets.writeIdx(directory);
    ShardSource data = open("idx:" + directory);
    ShardSource shipped = shipped(data);

    assertThat(shipped.digest()).isEqualTo(data.digest());
    for (int shard = 0; shard < data.shards(); shard++) {
      assertThat(SmallSets.labels(shipped.shard(shard)))
          .isEqualTo(SmallSets.labels(data.shard(shard)));
    }
  }

  /** As {@code spark.hadoop.fs.s3a.endpoint} does: an executor's own configuration has it not. */
  @Test
  void shippedSourceTakesWhatReachesItsFilesAlong() throws IOException, ClassNotFoundException {
    SmallSets.writeIdx(directory);
    Configuration conf = new Configuration();
    conf.set("fs.elsewhere.impl", Elsewhere.class.getName());
    conf.set("fs.elsewhere.impl.disable.cache", "true");
    ShardSource data = DataSets.open(new DataSpec("idx:elsewhere:" + directory, 0.1, 2, 1), conf);

    assertThat(shipped(data).digest()).isEqualTo(open("idx:" + directory).digest());
  }

  @Test
  void anotherSeedDealsOtherRows() {
    SmallSets.writeIdx(directory);
    ShardSource other =
        DataSets.open(new DataSpec("idx:" + directory, 0.1, 2, 2), new Configuration());

    assertThat(SmallSets.labels(open("idx:" + directory).shard(0)))
        .isNotEqualTo(SmallSets.labels(other.shard(0)));
  }

  private static ShardSource open(String source) {
    return DataSets.open(new DataSpec(source, 0.1, 2, 1), new Configuration());
  }

  private static ShardSource shipped(ShardSource data) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(data);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ShardSource) in.readObject();
    }
  }

  /** The local disk by another name. */
  public static final class Elsewhere extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("elsewhere:///");
    }
  }
}
