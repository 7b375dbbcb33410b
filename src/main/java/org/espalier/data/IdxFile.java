package org.espalier.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.espalier.sweep.Digest;

/**
 * An IDX file, plain or gzipped, just as long as its header says.
 *
 * @param name in the folder, without {@code .gz}
 * @param magic the number that it begins with
 */
record IdxFile(Folder folder, String name, int magic) {
  private static final int BUFFER = 1 << 16;

  static IdxFile images(Folder folder, String name) {
    return new IdxFile(folder, name, IdxHeader.IMAGES);
  }

  static IdxFile labels(Folder folder, String name) {
    return new IdxFile(folder, name, IdxHeader.LABELS);
  }

  /**
   * Reads no further than the header.
   *
   * @throws DataException if it is not there, or is not such a file
   */
  IdxHeader header() {
    return open((header, body) -> header);
  }

  /** All rows. Takes memory for what comes, not for what a damaged header promises. */
  byte[] body() {
    return open((header, body) -> body.readAllBytes());
  }

  /**
   * Some rows, one after the other.
   *
   * @param rows distinct, in any order
   */
  byte[] rows(int[] rows) {
    return open(
        (header, body) -> {
          int size = header.rowBytes();
          byte[] taken = new byte[Math.multiplyExact(rows.length, size)];
          new WantedRows(rows)
              .readFrom(
                  body,
                  0,
                  header.rows(),
                  size,
                  (file, row, place) -> file.readNBytes(taken, place * size, size));
          return taken;
        });
  }

  /** SHA-256 of the file as it is when unpacked. */
  String sum() {
    return open(
        (header, body) ->
            Digest.of(new SequenceInputStream(new ByteArrayInputStream(header.bytes()), body)));
  }

  private <T> T open(Reading<T> reading) {
    try {
      String file = find();
      try (InputStream stored = folder.open(file);
          InputStream in = unpacked(file, stored)) {
        String path = folder.path(file);
        IdxHeader header = IdxHeader.read(in, magic, path);
        if (!isPacked(file)) {
          IdxBody.check(folder.length(file) - header.bytes().length, header.bodyBytes(), path);
        }
        return reading.from(header, new IdxBody(in, header.bodyBytes(), path));
      }
    } catch (IOException e) {
      throw DataException.unreadable(folder.path(name), e);
    }
  }

  private String find() throws IOException {
    for (String file : List.of(name, name + ".gz")) {
      if (folder.holds(file)) {
        return file;
      }
    }
    throw new DataException(
        "no %s, nor with .gz; jobs/fetch-data fetches MNIST and Fashion-MNIST"
            .formatted(folder.path(name)));
  }

  private static InputStream unpacked(String file, InputStream stored) throws IOException {
    return isPacked(file)
        ? new GZIPInputStream(stored, BUFFER)
        : new BufferedInputStream(stored, BUFFER);
  }

  private static boolean isPacked(String file) {
    return file.endsWith(".gz");
  }

  private interface Reading<T> {
    T from(IdxHeader header, InputStream body) throws IOException;
  }
}
