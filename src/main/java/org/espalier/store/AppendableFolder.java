package org.espalier.store;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/** A folder on a file system that appends and renames in one step, as HDFS does. */
final class AppendableFolder extends HadoopFolder {
  AppendableFolder(FileSystem files, Path base) {
    super(files, base);
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    Path target = path(name);
    Path temporary = temporary(name);
    try {
      try (FSDataOutputStream file = files.create(temporary, false)) {
        file.write(content);
        file.hsync();
      }
      // FileSystem's own rename does not replace a file that is there.
      FileContext.getFileContext(files.getUri(), files.getConf())
          .rename(temporary, target, Rename.OVERWRITE);
    } finally {
      files.delete(temporary, false);
    }
  }

  @Override
  public Appender append(String name) throws IOException {
    return new SyncingAppender(files.append(path(name)));
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
