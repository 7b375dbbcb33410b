package org.espalier.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.espalier.sweep.Rows;

/** Data sets of a few rows, written as the real ones are, and what tests read from rows. */
final class SmallSets {
  static final int SIDE = 2;
  static final int CLASSES = 3;

  private SmallSets() {}

  /** 60 training rows and 6 test rows of 1x2x2; row r has class r % 3 and pixels r, r + 1 … */
  static void writeIdx(Path directory) {
    write(directory.resolve("train-images-idx3-ubyte"), idxImages(60));
    write(directory.resolve("train-labels-idx1-ubyte"), idxLabels(60));
    write(directory.resolve("t10k-images-idx3-ubyte"), idxImages(6));
    write(directory.resolve("t10k-labels-idx1-ubyte"), idxLabels(6));
  }

  static byte[] idxImages(int rows) {
    return idx(List.of(2051, rows, SIDE, SIDE), pixels(rows, SIDE * SIDE));
  }

  static byte[] idxLabels(int rows) {
    byte[] labels = new byte[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = (byte) (row % CLASSES);
    }
    return idx(List.of(2049, rows), labels);
  }

  static byte[] idx(List<Integer> header, byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (int value : header) {
        out.writeInt(value);
      }
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** 4 records in each of the training batches and 10 in the test batch; record r has class r. */
  static void writeCifar(Path directory) {
    for (int batch = 1; batch <= 5; batch++) {
      write(directory.resolve("data_batch_" + batch + ".bin"), cifar((batch - 1) * 4, 4));
    }
    write(directory.resolve("test_batch.bin"), cifar(0, 10));
  }

  /**
   * Records of class r % 10, whose pixels are r in the red, r + 1 and r + 2 in the other planes.
   */
  static byte[] cifar(int first, int records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int record = first; record < first + records; record++) {
      bytes.write(record % 10);
      for (int value = 0; value < 3072; value++) {
        bytes.write(record + value / 1024);
      }
    }
    return bytes.toByteArray();
  }

  static byte[] gzipped(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int[] labels(Rows rows) {
    return IntStream.range(0, rows.count()).map(rows::label).toArray();
  }

  /** A row's bytes, as they lay in its file. */
  static int[] pixels(Rows rows, int row) {
    float[] image = new float[(int) rows.shape().size()];
    rows.image(row, image, 0);
    return IntStream.range(0, image.length).map(i -> Math.round(image[i] * 255)).toArray();
  }

  /** Those of some rows, one after the other. */
  static byte[] allPixels(Rows rows, int start, int end) {
    int size = (int) rows.shape().size();
    byte[] pixels = new byte[(end - start) * size];
    for (int row = start; row < end; row++) {
      int[] image = pixels(rows, row);
      for (int i = 0; i < size; i++) {
        pixels[(row - start) * size + i] = (byte) image[i];
      }
    }
    return pixels;
  }

  /** An IDX file that is as long as it should be, of zeros that take no place on the disk. */
  static void writeHeader(Path file, List<Integer> ints) {
    byte[] header = idx(ints, new byte[0]);
    long body = ints.stream().skip(1).mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    write(file, header);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(header.length + body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] pixels(int rows, int size) {
    byte[] pixels = new byte[rows * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / size + i % size);
    }
    return pixels;
  }
}
