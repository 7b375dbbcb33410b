package org.espalier.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.network.Shape;

/**
 * What an IDX file of unsigned bytes begins with: a magic number, whose last byte counts the axes,
 * then the length of each axis; all are big-endian ints. The first axis runs over the rows.
 *
 * @param lengths at least 1 each; a row has no more bytes than fit an array
 */
record IdxHeader(int magic, List<Integer> lengths) {
  /** Nobody keeps more in one file; a header that promises more is damaged. */
  private static final long MOST_BYTES = 1L << 40;

  /** Rows x height x width. */
  static final int IMAGES = 2051;

  /** One label a row. */
  static final int LABELS = 2049;

  IdxHeader {
    lengths = List.copyOf(lengths);
  }

  /**
   * Reads the header and leaves the stream at the first row.
   *
   * @param magic the one to be found
   * @param path for messages
   */
  static IdxHeader read(InputStream in, int magic, String path) throws IOException {
    int axes = magic & 0xFF;
    byte[] bytes = in.readNBytes(Integer.BYTES * (1 + axes));
    ByteBuffer ints = ByteBuffer.wrap(bytes);
    if (bytes.length >= Integer.BYTES && ints.getInt() != magic) {
      throw new DataException(
          "%s has the magic number %d, not %d (IDX %s); it is another file, or still packed"
              .formatted(path, ints.getInt(0), magic, magic == IMAGES ? "images" : "labels"));
    }
    if (bytes.length < Integer.BYTES * (1 + axes)) {
      throw new DataException(
          "%s ends within its header, after %d of %d bytes; fetch it again"
              .formatted(path, bytes.length, Integer.BYTES * (1 + axes)));
    }
    IdxHeader header =
        new IdxHeader(magic, IntStream.range(0, axes).mapToObj(axis -> ints.getInt()).toList());
    header.refuseImpossible(path);
    return header;
  }

  private void refuseImpossible(String path) {
    long bytes = 1;
    for (int length : lengths) {
      // Checked at each axis: the product of three ints can overflow a long.
      if (length < 1 || bytes > MOST_BYTES / length) {
        throw new DataException(
            "%s promises %s bytes, which is none, or more than %d; it is damaged"
                .formatted(path, lengths, MOST_BYTES));
      }
      bytes *= length;
    }
    if (bytes / rows() > ImageSet.MOST_BYTES) {
      throw new DataException(
          "%s promises %d bytes a row, more than the %d that fit an array; it is damaged"
              .formatted(path, bytes / rows(), ImageSet.MOST_BYTES));
    }
  }

  int rows() {
    return lengths.get(0);
  }

  /** Of one image; greyscale, so of one channel. */
  Shape image() {
    return new Shape(1, lengths.get(1), lengths.get(2));
  }

  int rowBytes() {
    return lengths.stream().skip(1).reduce(1, Math::multiplyExact);
  }

  /** How many follow the header. */
  long bodyBytes() {
    return (long) rows() * rowBytes();
  }

  /** As they stand in the file. */
  byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (1 + lengths.size())).putInt(magic);
    lengths.forEach(bytes::putInt);
    return bytes.array();
  }
}
