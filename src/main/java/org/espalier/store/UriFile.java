package org.espalier.store;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A single file at a URI. */
public final class UriFile {
  private UriFile() {}

  /**
   * Reads it whole.
   *
   * @throws StoreException where it is not there or cannot be read
   */
  public static byte[] read(String uri, Configuration conf) {
    try {
      return folderOf(uri, conf).read(new Path(uri).getName());
    } catch (IOException | IllegalArgumentException e) {
      throw new StoreException("cannot read " + uri, e, "Check the path, and that it is a file");
    }
  }

  /**
   * Puts it in its place; readers see all of it or what was there before.
   *
   * @throws StoreException where it cannot be written
   */
  public static void write(String uri, byte[] content, Configuration conf) {
    try {
      folderOf(uri, conf).write(new Path(uri).getName(), content);
    } catch (IOException | IllegalArgumentException e) {
      throw new StoreException(
          "cannot write " + uri, e, "Name a file where this user may write and there is room");
    }
  }

  private static Folder folderOf(String uri, Configuration conf) {
    Path parent = new Path(uri).getParent();
    boolean here = parent == null || parent.toString().isEmpty();
    return Folder.at(here ? "." : parent.toString(), conf);
  }
}
