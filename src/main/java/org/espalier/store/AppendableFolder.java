package org.espalier.store;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/** A folder on a file system whose files grow, and are renamed in one step: HDFS. */
final class AppendableFolder extends HadoopFolder {
  AppendableFolder(FileSystem files, Path base) {
    super(files, base);
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    Path target = path(name);
    Path temporary = temporary(name);
    try {
      started(temporary, content).close();
      rename(temporary, target);
    } finally {
      files.delete(temporary, false);
    }
  }

  @Override
  public boolean createNew(String name, byte[] content) throws IOException {
    try (FSDataOutputStream file = files.create(path(name), false)) {
      file.write(content);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /**
   * The file stays open while it is renamed. To open it again by {@code append} would need as many
   * data nodes as the file has replicas, and would have to wait for a dead driver's lease to end.
   */
  @Override
  public Appender begin(String name, byte[] content) throws IOException {
    Path target = path(name);
    Path temporary = temporary(name);
    Appender file = started(temporary, content);
    try {
      rename(temporary, target);
      return file;
    } catch (IOException e) {
      file.close();
      files.delete(temporary, false);
      throw e;
    }
  }

  private Appender started(Path temporary, byte[] content) throws IOException {
    Appender file = new SyncingAppender(files.create(temporary, false));
    file.append(content);
    return file;
  }

  /** By {@code FileContext}: {@code FileSystem} does not replace a file that is there. */
  private void rename(Path temporary, Path target) throws IOException {
    FileContext.getFileContext(files.getUri(), files.getConf())
        .rename(temporary, target, Rename.OVERWRITE);
  }

  private record SyncingAppender(FSDataOutputStream file) implements Appender {
    @Override
    public void append(byte[] content) throws IOException {
      file.write(content);
      file.hsync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
