package org.espalier.store;

import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** The files below a directory, each of them there whole or not at all. */
interface Folder {
  /** The folder at a URI, by the ways of the file system that keeps it. Touches nothing there. */
  static Folder at(String uri, Configuration conf) {
    try {
      Path path = new Path(uri);
      FileSystem files = path.getFileSystem(conf);
      if (files instanceof LocalFileSystem local) {
        return new LocalFolder(local.pathToFile(path).toPath());
      }
      Path base = files.makeQualified(path);
      return files.hasPathCapability(base, CommonPathCapabilities.FS_APPEND)
          ? new AppendableFolder(files, base)
          : new ObjectFolder(files, base);
    } catch (IOException | RuntimeException e) {
      throw new StoreException(
          "cannot reach " + uri,
          e,
          "Check the URI, and that its file system is configured and on the class path");
    }
  }

  /** Its full URI. */
  String location();

  /** Makes the directory if it is missing, and proves that it can be written to. */
  void create() throws IOException;

  boolean exists(String name) throws IOException;

  byte[] read(String name) throws IOException;

  /** Of the files that lie in it, whole; none where there is no such directory. */
  Set<String> names() throws IOException;

  /** Puts a file in its place, over an older one and with the directories above it. */
  void write(String name, byte[] content) throws IOException;

  /** Puts a file in its place where there is none; tells whether it did. */
  boolean createNew(String name, byte[] content) throws IOException;

  /** Does nothing where there is no such file. */
  void delete(String name) throws IOException;

  /** Deletes a directory and all in it; does nothing where there is none. */
  void deleteFolder(String name) throws IOException;

  /** Puts a file in its place, as {@link #write} does, and lets it grow from there. */
  Appender begin(String name, byte[] content) throws IOException;

  /** Deletes what was left by writers that were killed before they were done. */
  void discardUnfinished() throws IOException;
}
