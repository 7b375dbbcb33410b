package org.espalier.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/** What determines the engine's bits and speed on this machine. */
public final class EngineFacts {
  private EngineFacts() {}

  /** Versions, back end and threads, by name. */
  public static Map<String, Object> collect() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("nd4j", Nd4j.class.getPackage().getImplementationVersion());
    facts.put("backend", Nd4j.getBackend().getClass().getSimpleName());
    facts.put("onednn", OneDnn.engaged());
    facts.put("native_threads", Nd4j.getEnvironment().maxMasterThreads());
    return facts;
  }
}
