package org.espalier.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.espalier.engine.net.OneDnn;
import org.nd4j.linalg.factory.Nd4j;

/** What determines the engine's bits and speed on this machine. */
public final class EngineFacts {
  private EngineFacts() {}

  /** Versions, back end and threads, by name. */
  public static Map<String, Object> collect() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("nd4j", version());
    facts.put("backend", Nd4j.getBackend().getClass().getSimpleName());
    facts.put("onednn", OneDnn.engaged());
    facts.put("native_threads", Nd4j.getEnvironment().maxMasterThreads());
    return facts;
  }

  /** As its own jar says; a manifest would be lost in the cluster's one jar. */
  private static String version() {
    String place = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";
    try (InputStream file = Nd4j.class.getResourceAsStream(place)) {
      Properties properties = new Properties();
      if (file != null) {
        properties.load(file);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
