package org.espalier.store;

import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.espalier.files.FileSettings;
import org.espalier.sweep.Checkpoints;

/**
 * Model files in one directory of a Hadoop file system. Serialises to the directory's URI and the
 * settings that reach it, so that it opens the same place wherever it lands.
 */
public final class HadoopCheckpoints implements Checkpoints {
  private static final long serialVersionUID = 1L;

  private final String uri;
  private final FileSettings settings;
  private transient Folder folder;

  /**
   * Names the place; nothing is made before the first write.
   *
   * @param uri of the directory, with its scheme
   */
  public HadoopCheckpoints(String uri, Configuration conf) {
    this.uri = uri;
    this.settings = FileSettings.of(conf);
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
      folder = Folder.at(uri, settings.configuration());
    }
    return folder;
  }
}
