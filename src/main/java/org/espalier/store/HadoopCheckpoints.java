package org.espalier.store;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.espalier.sweep.Checkpoints;

/**
 * Model files in one directory of a Hadoop file system. Serialises to the directory's URI and the
 * settings that reach it, so that it opens the same place wherever it lands.
 */
public final class HadoopCheckpoints implements Checkpoints {
  private static final long serialVersionUID = 1L;

  private final String uri;
  private final Map<String, String> settings;
  private transient Folder folder;

  /**
   * Names the place; nothing is made before the first write.
   *
   * @param uri of the directory, with its scheme
   */
  public HadoopCheckpoints(String uri, Configuration conf) {
    this.uri = uri;
    this.settings = Map.copyOf(settings(conf));
  }

  @Override
  public byte[] read(String name) throws IOException {
    return folder().read(FileName.checkedPlain(name));
  }

  @Override
  public void write(String name, byte[] model) throws IOException {
    folder().write(FileName.checkedPlain(name), model);
  }

  @Override
  public void delete(String name) throws IOException {
    folder().delete(FileName.checkedPlain(name));
  }

  @Override
  public Set<String> names() throws IOException {
    return folder().names();
  }

  private synchronized Folder folder() {
    if (folder == null) {
      Configuration conf = new Configuration();
      settings.forEach(conf::set);
      folder = Folder.at(uri, conf);
    }
    return folder;
  }

  /** What was set by site files or by hand: an executor has the same defaults, but not these. */
  private static Map<String, String> settings(Configuration conf) {
    Map<String, String> settings = new HashMap<>();
    for (Map.Entry<String, String> setting : conf) {
      if (!isDefault(conf.getPropertySources(setting.getKey()))) {
        settings.put(setting.getKey(), setting.getValue());
      }
    }
    return settings;
  }

  private static boolean isDefault(String[] sources) {
    return sources != null
        && sources.length > 0
        && sources[sources.length - 1].endsWith("-default.xml");
  }
}
