package org.espalier.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What follows an IDX header: just as many bytes as it promises. Where there are fewer or more,
 * whoever comes to the end gets a {@link DataException}.
 */
final class IdxBody extends FilterInputStream {
  private final long promised;
  private final String path;
  private long passed;

  /**
   * From the first byte on.
   *
   * @param path for messages
   */
  IdxBody(InputStream in, long promised, String path) {
    super(in);
    this.promised = promised;
    this.path = path;
  }

  /** The same of a file whose length is known, before anything of it is read. */
  static void check(long found, long promised, String path) {
    if (found < promised) {
      throw new DataException(
          "%s has too few bytes: its header promises %d, only %d follow; fetch it again"
              .formatted(path, promised, found));
    }
    if (found > promised) {
      throw new DataException(
          "%s has too many bytes: more follow the %d that its header promises; fetch it again"
              .formatted(path, promised));
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (passed == promised) {
      return -1;
    }
    int read = in.read(target, offset, (int) Math.min(length, promised - passed));
    if (read < 0) {
      check(passed, promised, path);
    }
    pass(read);
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = in.skip(Math.min(count, promised - passed));
    pass(skipped);
    return skipped;
  }

  private void pass(long bytes) throws IOException {
    passed += bytes;
    if (bytes > 0 && passed == promised && in.read() >= 0) {
      check(promised + 1, promised, path);
    }
  }
}
