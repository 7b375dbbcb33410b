package org.espalier.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder on the local file system, by the JDK alone. Hadoop's own local file system (3.3.4)
 * cannot append, leaves a {@code .crc} file beside each file, and copies where it cannot rename.
 */
final class LocalFolder implements Folder {
  private final Path base;

  LocalFolder(Path base) {
    this.base = base.toAbsolutePath().normalize();
  }

  @Override
  public String location() {
    return "file:" + base;
  }

  @Override
  public void create() throws IOException {
    Files.createDirectories(base);
    Path probe = base.resolve(FileName.temporary("probe"));
    Files.createFile(probe);
    Files.delete(probe);
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(path(name));
  }

  @Override
  public byte[] read(String name) throws IOException {
    return Files.readAllBytes(path(name));
  }

  @Override
  public Set<String> names() throws IOException {
    if (!Files.isDirectory(base)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(base)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !FileName.isTemporary(name))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    begin(name, content).close();
  }

  /** By a link, so that nobody reads it before it is whole. */
  @Override
  public boolean createNew(String name, byte[] content) throws IOException {
    Path temporary = base.resolve(FileName.temporary(name));
    try {
      Files.write(temporary, content);
      Files.createLink(path(name), temporary);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public Appender begin(String name, byte[] content) throws IOException {
    Path target = path(name);
    Path temporary = base.resolve(FileName.temporary(name));
    Files.createDirectories(target.getParent());
    Appender file = new LocalAppender(temporary);
    try {
      file.append(content);
      Files.move(temporary, target, ATOMIC_MOVE);
      return file;
    } catch (IOException e) {
      file.close();
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  @Override
  public void deleteFolder(String name) throws IOException {
    Path folder = path(name);
    if (Files.isDirectory(folder)) {
      Files.walkFileTree(folder, new DeletingAll());
    }
  }

  @Override
  public void discardUnfinished() throws IOException {
    Files.walkFileTree(base, new DeletingTemporaries());
  }

  private Path path(String name) {
    return base.resolve(FileName.checked(name));
  }

  /** Writes past no cache. It is no channel, which an interrupt of the thread would close. */
  private static final class LocalAppender implements Appender {
    private final FileOutputStream file;

    LocalAppender(Path path) throws IOException {
      file = new FileOutputStream(path.toFile());
    }

    @Override
    public void append(byte[] content) throws IOException {
      file.write(content);
      file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private static final class DeletingAll extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }

  private static final class DeletingTemporaries extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (FileName.isTemporary(file.getFileName().toString())) {
        Files.deleteIfExists(file);
      }
      return FileVisitResult.CONTINUE;
    }

    /** It went away by itself: an executor that outlived its driver was just done with it. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }
}
