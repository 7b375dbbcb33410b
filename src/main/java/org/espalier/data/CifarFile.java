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
      throw unreadable(folder.path(name), e);
    }
    throw new DataException(
        "no %s, nor in %s; jobs/fetch-data fetches CIFAR-10"
            .formatted(folder.path(name), UNPACKED));
  }

  private static int records(long bytes, String path) {
    if (bytes < 1 || bytes % RECORD_BYTES != 0 || bytes > ImageSet.MOST_BYTES) {
      throw new DataException(
          "%s has %d bytes; it must be a multiple of %d, for 1 to %d images"
              .formatted(path, bytes, RECORD_BYTES, ImageSet.MOST_BYTES / RECORD_BYTES));
    }
    return (int) (bytes / RECORD_BYTES);
  }

  /** Fills {@code records} rows of both arrays from {@code first} on. */
  void read(byte[] pixels, byte[] labels, int first) {
    try (InputStream in = new BufferedInputStream(folder.open(name))) {
      for (int record = 0; record < records; record++) {
        int row = first + record;
        labels[row] = (byte) label(in.read(), record);
        if (in.readNBytes(pixels, row * IMAGE_BYTES, IMAGE_BYTES) < IMAGE_BYTES) {
          throw new DataException(
              "%s ends within record %d; was it written to meanwhile?"
                  .formatted(folder.path(name), record));
        }
      }
    } catch (IOException e) {
      throw unreadable(folder.path(name), e);
    }
  }

  private int label(int label, int record) {
    if (label >= CLASSES) {
      throw new DataException(
          "%s gives record %d the label %d; CIFAR-10 has 0 to %d. Is it another file?"
              .formatted(folder.path(name), record, label, CLASSES - 1));
    }
    return label;
  }

  String sum() {
    try (InputStream in = folder.open(name)) {
      return Digest.of(in.readAllBytes());
    } catch (IOException e) {
      throw unreadable(folder.path(name), e);
    }
  }

  private static DataException unreadable(String path, IOException e) {
    return new DataException("cannot read %s (%s); fetch it again".formatted(path, e), e);
  }
}
