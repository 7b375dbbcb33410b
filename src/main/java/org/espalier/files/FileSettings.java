package org.espalier.files;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * What site files, spark-submit or code have set of Hadoop's configuration. An executor has the
 * same defaults, but need not have these: so they travel. Some are secrets, so its text shows none.
 */
public final class FileSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, String> settings;
  private transient Configuration configuration;

  private FileSettings(Map<String, String> settings) {
    this.settings = settings;
  }

  public static FileSettings of(Configuration conf) {
    Map<String, String> settings = new HashMap<>();
    for (Map.Entry<String, String> setting : conf) {
      if (!isDefault(conf.getPropertySources(setting.getKey()))) {
        settings.put(setting.getKey(), setting.getValue());
      }
    }
    return new FileSettings(Map.copyOf(settings));
  }

  /** The same wherever this has been sent to; not to be changed. */
  public synchronized Configuration configuration() {
    if (configuration == null) {
      configuration = new Configuration();
      settings.forEach(configuration::set);
    }
    return configuration;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileSettings that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return "%d settings".formatted(settings.size());
  }

  private static boolean isDefault(String[] sources) {
    return sources != null
        && sources.length > 0
        && sources[sources.length - 1].endsWith("-default.xml");
  }
}
