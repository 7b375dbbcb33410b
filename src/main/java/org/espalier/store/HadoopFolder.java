package org.espalier.store;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** What all of Hadoop's file systems do alike. */
abstract sealed class HadoopFolder implements Folder permits AppendableFolder, ObjectFolder {
  final FileSystem files;
  private final Path base;

  HadoopFolder(FileSystem files, Path base) {
    this.files = files;
    this.base = base;
  }

  @Override
  public String location() {
    return base.toString();
  }

  @Override
  public void create() throws IOException {
    if (!files.mkdirs(base)) {
      throw new IOException("the directory could not be made");
    }
    Path probe = new Path(base, FileName.temporary("probe"));
    files.create(probe, false).close();
    files.delete(probe, false);
  }

  @Override
  public boolean exists(String name) throws IOException {
    return files.exists(path(name));
  }

  @Override
  public byte[] read(String name) throws IOException {
    try (FSDataInputStream file = files.open(path(name))) {
      return file.readAllBytes();
    }
  }

  @Override
  public Set<String> names() throws IOException {
    Set<String> names = new HashSet<>();
    if (files.exists(base)) {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(base, false);
      while (all.hasNext()) {
        String name = all.next().getPath().getName();
        if (!FileName.isTemporary(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  @Override
  public void delete(String name) throws IOException {
    files.delete(path(name), false);
  }

  @Override
  public void deleteFolder(String name) throws IOException {
    files.delete(path(name), true);
  }

  @Override
  public void discardUnfinished() throws IOException {
    RemoteIterator<LocatedFileStatus> all = files.listFiles(base, true);
    while (all.hasNext()) {
      Path file = all.next().getPath();
      if (FileName.isTemporary(file.getName())) {
        files.delete(file, false);
      }
    }
  }

  final Path path(String name) {
    return new Path(base, FileName.checked(name));
  }

  final Path temporary(String name) {
    return new Path(base, FileName.temporary(name));
  }
}
