package org.espalier.store;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** The local disk with the manners of other file systems. */
final class FakeFileSystems {
  private FakeFileSystems() {}

  /** Knows {@code cluster:} and {@code object:}. */
  static Configuration conf() {
    Configuration conf = new Configuration();
    conf.set("fs.cluster.impl", Cluster.class.getName());
    conf.set("fs.cluster.impl.disable.cache", "true");
    conf.set("fs.AbstractFileSystem.cluster.impl", AbstractCluster.class.getName());
    conf.set("fs.object.impl", ObjectStore.class.getName());
    conf.set("fs.object.impl.disable.cache", "true");
    return conf;
  }

  /** Lists files as those of its own scheme, where its parent would look for them under file:. */
  private abstract static class Disk extends RawLocalFileSystem {
    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
      return Arrays.stream(super.listStatus(path))
          .map(file -> new FileStatus(file.getLen(), file.isDirectory(), 1, 1, 0, file.getPath()))
          .toArray(FileStatus[]::new);
    }
  }

  /** Appends, and renames over what is there through {@code FileContext} alone, as HDFS does. */
  public static final class Cluster extends Disk {
    @Override
    public URI getUri() {
      return URI.create("cluster:///");
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
      return !exists(to) && super.rename(from, to);
    }
  }

  /** How {@code FileContext} sees {@link Cluster}. */
  public static final class AbstractCluster extends DelegateToFileSystem {
    public AbstractCluster(URI uri, Configuration conf) throws IOException, URISyntaxException {
      super(uri, started(uri, conf), conf, "cluster", false);
    }

    private static Cluster started(URI uri, Configuration conf) throws IOException {
      Cluster cluster = new Cluster();
      cluster.initialize(uri, conf);
      return cluster;
    }
  }

  /** Neither appends nor renames. */
  public static final class ObjectStore extends Disk {
    @Override
    public URI getUri() {
      return URI.create("object:///");
    }

    @Override
    public boolean hasPathCapability(Path path, String capability) throws IOException {
      return !capability.equals(CommonPathCapabilities.FS_APPEND)
          && super.hasPathCapability(path, capability);
    }

    @Override
    public FSDataOutputStream append(Path file, int bufferSize, Progressable progress) {
      throw new UnsupportedOperationException("objects do not grow");
    }

    @Override
    public boolean rename(Path from, Path to) {
      throw new UnsupportedOperationException("a rename would be a copy");
    }
  }
}
