package org.espalier.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder in an object store, as S3 is. An object takes its place, whole, when its stream is
 * closed; a rename would be a copy and a delete, between which a crash could fall. Nothing can be
 * appended to an object, so a file that grows is written again from its start each time.
 */
final class ObjectFolder extends HadoopFolder {
  ObjectFolder(FileSystem files, Path base) {
    super(files, base);
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    try (FSDataOutputStream file = files.create(path(name), true)) {
      file.write(content);
    }
  }

  /** Not in one step: of two that try at the same moment, the later one has its way. */
  @Override
  public boolean createNew(String name, byte[] content) throws IOException {
    if (exists(name)) {
      return false;
    }
    write(name, content);
    return true;
  }

  @Override
  public Appender begin(String name, byte[] content) throws IOException {
    Appender file = new RewritingAppender(name);
    file.append(content);
    return file;
  }

  private final class RewritingAppender implements Appender {
    private final String name;
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();

    RewritingAppender(String name) {
      this.name = name;
    }

    @Override
    public void append(byte[] content) throws IOException {
      all.write(content);
      write(name, all.toByteArray());
    }

    /** Every append left the file complete. */
    @Override
    public void close() {}
  }
}
