package org.espalier.store;

import java.io.IOException;
import java.util.List;
import org.espalier.sweep.Entry;

/**
 * A run directory as all but its driver see it, while the run goes on or afterwards. Reading
 * creates and repairs nothing; {@link #write} is for what is made from a run, such as its report.
 */
public final class RunView {
  private final Folder folder;
  private final RunFormat format;

  RunView(Folder folder, RunFormat format) {
    this.folder = folder;
    this.format = format;
  }

  /** The run's full URI. */
  public String location() {
    return folder.location();
  }

  /** What is settled by now. */
  public List<Entry> journal() {
    return read(Journal.NAME, name -> Journal.read(folder, format));
  }

  public boolean exists(String name) {
    return read(name, folder::exists);
  }

  /** A file's content. */
  public byte[] read(String name) {
    if (!exists(name)) {
      throw new StoreException("%s holds no %s".formatted(location(), name));
    }
    return read(name, folder::read);
  }

  /** Puts a file into the directory; readers see all of it or nothing. */
  public void write(String name, byte[] content) {
    try {
      folder.write(name, content);
    } catch (IOException e) {
      throw new WriteFailure(
          "cannot write %s in %s".formatted(name, location()),
          e,
          "See that there is room and that this user may write there");
    }
  }

  void deleteFolder(String name) {
    try {
      folder.deleteFolder(name);
    } catch (IOException e) {
      throw new StoreException(
          "cannot delete %s in %s".formatted(name, location()), e, "Delete it by hand");
    }
  }

  private <T> T read(String name, Reading<T> reading) {
    try {
      return reading.of(name);
    } catch (IOException e) {
      throw new StoreException(
          "cannot read %s in %s".formatted(name, location()),
          e,
          "See that it can be reached and that this user may read it");
    }
  }

  private interface Reading<T> {
    T of(String name) throws IOException;
  }
}
