package org.espalier.data;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.espalier.files.FileSettings;
import org.espalier.sweep.ShardSource;
import org.espalier.sweep.spec.DataSpec;
import org.espalier.sweep.spec.Nearest;

/**
 * The data sets that a sweep file can name.
 *
 * <ul>
 *   <li>{@code fashion-mnist-sample}: shipped; 10,000 training rows and 2,000 test rows of
 *       Fashion-MNIST, 1x28x28, 10 classes
 *   <li>{@code idx:URI}: a directory with MNIST's four files, plain or gzipped; greyscale images of
 *       any size, up to 256 classes
 *   <li>{@code cifar10:URI}: a directory with CIFAR-10's six binary files, or with a {@code
 *       cifar-10-batches-bin} that has them; 3x32x32, 10 classes
 * </ul>
 *
 * <p>A URI is a plain path or anything that Hadoop has a file system for: {@code file:}, {@code
 * hdfs:}, {@code s3a:}.
 */
public final class DataSets {
  private static final String SAMPLE = "fashion-mnist-sample";
  private static final Map<String, Function<HadoopFolder, ImageSet>> FORMATS =
      Map.of(
          "idx", IdxImages::new,
          "cifar10", CifarImages::new);
  private static final String ALLOWED = SAMPLE + ", idx:URI, cifar10:URI";

  /** An executor's tasks hold one each beside a shard, and 1 GB must be enough for that. */
  private static final long SLICE_BYTES = 64 << 20;

  private DataSets() {}

  /**
   * Names the data and how it is divided; reads no rows yet. What the result's methods find wrong
   * with the files comes as a {@link DataException} too, from wherever they are called.
   *
   * @param conf that reaches the files, from here and from executors
   * @throws DataException if the source is unknown, its URI has no file system, the validation
   *     share does not lie in (0, 1), or there is not at least one shard
   */
  public static ShardSource open(DataSpec spec, Configuration conf) {
    return new ShardedImages(
        images(spec.source(), conf),
        new Division(spec.validation(), spec.shards(), spec.seed()),
        SLICE_BYTES);
  }

  private static ImageSet images(String source, Configuration conf) {
    if (source.equals(SAMPLE)) {
      return new IdxImages(new ClasspathFolder(SAMPLE));
    }
    int colon = source.indexOf(':');
    String format = colon < 0 ? source : source.substring(0, colon);
    if (!FORMATS.containsKey(format)) {
      throw new DataException(
          "unknown data source '%s'; allowed: %s%s".formatted(source, ALLOWED, hint(format)));
    }
    String uri = source.substring(Math.min(source.length(), format.length() + 1));
    if (uri.isBlank()) {
      throw new DataException(
          "data source '%s' names no directory; write %s:URI".formatted(source, format));
    }
    return FORMATS.get(format).apply(HadoopFolder.at(uri, FileSettings.of(conf)));
  }

  private static String hint(String format) {
    return Nearest.alike(format, List.of(SAMPLE, "idx", "cifar10"))
        .map(name -> "; did you mean " + (FORMATS.containsKey(name) ? name + ":URI" : name) + "?")
        .orElse("");
  }
}
