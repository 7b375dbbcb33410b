package org.espalier.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.espalier.sweep.Digest;

/** One IDX file in memory, exactly as long as its header says. */
final class IdxFile {
  private static final int BUFFER = 1 << 16;

  private final IdxHeader header;
  private final byte[] body;

  private IdxFile(IdxHeader header, byte[] body) {
    this.header = header;
    this.body = body;
  }

  /**
   * Reads {@code name}, or else {@code name.gz}.
   *
   * @throws DataException if neither is there, or what is there is not such a file
   */
  static IdxFile read(Folder folder, String name, int magic) {
    return open(
        folder,
        name,
        (in, path) -> {
          IdxHeader header = IdxHeader.read(in, magic, path);
          return new IdxFile(header, body(in, header.bodyBytes(), path));
        });
  }

  /** Reads no further than the header. */
  static IdxHeader header(Folder folder, String name, int magic) {
    return open(folder, name, (in, path) -> IdxHeader.read(in, magic, path));
  }

  IdxHeader header() {
    return header;
  }

  /** Row after row; not copied. */
  byte[] body() {
    return body;
  }

  String sum() {
    return Digest.of(header.bytes(), body);
  }

  /** Takes memory for what comes, not for what was promised: a damaged header may promise 2 GB. */
  private static byte[] body(InputStream in, int length, String path) throws IOException {
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new DataException(
          "%s has too few bytes: its header promises %d, only %d follow; fetch it again"
              .formatted(path, length, body.length));
    }
    if (in.read() >= 0) {
      throw new DataException(
          "%s has too many bytes: more follow the %d that its header promises; fetch it again"
              .formatted(path, length));
    }
    return body;
  }

  private static <T> T open(Folder folder, String name, Reading<T> reading) {
    try {
      String file = find(folder, name);
      try (InputStream stored = folder.open(file);
          InputStream in = unpacked(file, stored)) {
        return reading.from(in, folder.path(file));
      }
    } catch (IOException e) {
      throw new DataException(
          "cannot read %s (%s); fetch it again".formatted(folder.path(name), e), e);
    }
  }

  private static String find(Folder folder, String name) throws IOException {
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
    return file.endsWith(".gz")
        ? new GZIPInputStream(stored, BUFFER)
        : new BufferedInputStream(stored, BUFFER);
  }

  private interface Reading<T> {
    T from(InputStream in, String path) throws IOException;
  }
}
