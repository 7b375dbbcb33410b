package org.espalier.data;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.espalier.files.FileSettings;

/**
 * A directory on a Hadoop file system.
 *
 * @param uri with its scheme, and absolute: executors have working directories of their own
 * @param settings that reach it, from wherever it is opened
 */
record HadoopFolder(String uri, FileSettings settings) implements Folder {
  /**
   * Makes a path absolute as seen from here; whether the directory is there shows when a file is
   * opened.
   */
  static HadoopFolder at(String uri, FileSettings settings) {
    try {
      Path path = new Path(uri);
      FileSystem files = path.getFileSystem(settings.configuration());
      return new HadoopFolder(files.makeQualified(path).toString(), settings);
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

  @Override
  public long length(String file) throws IOException {
    Path path = new Path(path(file));
    return files(path).getFileStatus(path).getLen();
  }

  @Override
  public String path(String file) {
    return uri + "/" + file;
  }

  /** Hadoop keeps one of each kind open for the whole JVM; nobody closes it. */
  private FileSystem files(Path path) throws IOException {
    return path.getFileSystem(settings.configuration());
  }
}
