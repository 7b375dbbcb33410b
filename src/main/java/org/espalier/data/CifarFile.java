package org.espalier.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.espalier.sweep.Digest;

/**
 * One of CIFAR-10's binary files: records of 3073 bytes, a label and then the red, green and blue
 * planes of 32 x 32, which is the order (NCHW) that {@code Rows} wants.
 *
 * @param name in the folder
 * @param records at least 1
 */
record CifarFile(HadoopFolder folder, String name, int records) {
  static final int CLASSES = 10;
  static final int IMAGE_BYTES = 3 * 32 * 32;

  private static final int RECORD_BYTES = 1 + IMAGE_BYTES;

  /** So that six files have no more than can be counted by an int. */
  private static final int MOST_RECORDS = 100_000_000;

  private static final int BUFFER = 1 << 16;

  /** The folder that the official archive unpacks to. */
  private static final String UNPACKED = "cifar-10-batches-bin/";

  /** Finds a file in the folder or in {@code cifar-10-batches-bin} below it. */
  static CifarFile find(HadoopFolder folder, String name) {
    try {
      for (String file : List.of(name, UNPACKED + name)) {
        if (folder.holds(file)) {
          return new CifarFile(folder, file, records(folder.length(file), folder.path(file)));
        }
      }
    } catch (IOException e) {
      throw DataException.unreadable(folder.path(name), e);
    }
    throw new DataException(
        "no %s, nor in %s; jobs/fetch-data fetches CIFAR-10"
            .formatted(folder.path(name), UNPACKED));
  }

  private static int records(long bytes, String path) {
    if (bytes < 1 || bytes % RECORD_BYTES != 0 || bytes / RECORD_BYTES > MOST_RECORDS) {
      throw new DataException(
          "%s has %d bytes; it must be a multiple of %d, for 1 to %d images"
              .formatted(path, bytes, RECORD_BYTES, MOST_RECORDS));
    }
    return (int) (bytes / RECORD_BYTES);
  }

  /**
   * Writes all labels to {@code target} from {@code first} on.
   *
   * @throws DataException if the file ends too early, or has a label above 9
   */
  void readLabels(byte[] target, int first) {
    open(
        file -> {
          for (int record = 0; record < records; record++) {
            target[first + record] = label(file.read(), record);
            file.skipNBytes(IMAGE_BYTES);
          }
          return null;
        });
  }

  /**
   * Writes the wanted rows' labels and pixels to their places.
   *
   * @param first number of this file's first record among those of all files
   */
  void read(WantedRows wanted, int first, byte[] pixels, byte[] labels) {
    open(
        in -> {
          wanted.readFrom(
              in,
              first,
              records,
              RECORD_BYTES,
              (file, record, place) -> {
                labels[place] = label(file.read(), record);
                readImage(file, record, pixels, place * IMAGE_BYTES);
              });
          return null;
        });
  }

  private void readImage(InputStream file, int record, byte[] pixels, int offset)
      throws IOException {
    if (file.readNBytes(pixels, offset, IMAGE_BYTES) < IMAGE_BYTES) {
      throw new DataException(
          "%s ends within record %d; was it written to meanwhile?"
              .formatted(folder.path(name), record));
    }
  }

  private byte label(int label, int record) {
    if (label >= CLASSES) {
      throw new DataException(
          "%s gives record %d the label %d; CIFAR-10 has 0 to %d. Is it another file?"
              .formatted(folder.path(name), record, label, CLASSES - 1));
    }
    return (byte) label;
  }

  String sum() {
    return open(Digest::of);
  }

  private <T> T open(Reading<T> reading) {
    try (InputStream in = new BufferedInputStream(folder.open(name), BUFFER)) {
      return reading.from(in);
    } catch (IOException e) {
      throw DataException.unreadable(folder.path(name), e);
    }
  }

  private interface Reading<T> {
    T from(InputStream in) throws IOException;
  }
}
