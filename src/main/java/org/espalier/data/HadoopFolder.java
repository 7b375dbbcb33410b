package org.espalier.data;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A directory on a Hadoop file system, configured as the machine is that opens it.
 *
 * @param uri with its scheme, and absolute: executors have working directories of their own
 */
record HadoopFolder(String uri) implements Folder {
  /**
   * Makes a path absolute as seen from here; whether the directory is there shows when a file is
   * opened.
   */
  static HadoopFolder at(String uri) {
    try {
      Path path = new Path(uri);
      return new HadoopFolder(files(path).makeQualified(path).toString());
    } catch (IOException | RuntimeException e) {
      // Hadoop tells a missing file-system class or an unknown host by various RuntimeExceptions.
      throw new DataException(
          "cannot reach %s (%s); is its file system on the class path, and configured?"
              .formatted(uri, e.getMessage()),
          e);
    }
  }

  @Override
  public boolean holds(String file) throws IOException {
    Path path = new Path(path(file));
    return files(path).exists(path);
  }

  @Override
  public InputStream open(String file) throws IOException {
    Path path = new Path(path(file));
    return files(path).open(path);
  }

  long length(String file) throws IOException {
    Path path = new Path(path(file));
    return files(path).getFileStatus(path).getLen();
  }

  @Override
  public String path(String file) {
    return uri + "/" + file;
  }

  /** Hadoop keeps one of each kind open for the whole JVM; nobody closes it. */
  private static FileSystem files(Path path) throws IOException {
    return path.getFileSystem(new Configuration());
  }
}
