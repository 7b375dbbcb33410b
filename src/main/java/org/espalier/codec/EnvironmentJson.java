package org.espalier.codec;

import java.util.Map;

/** {@code environment.json}: the versions and the machine behind a run's numbers. */
public final class EnvironmentJson {
  private EnvironmentJson() {}

  /**
   * Writes the facts in the order of the map.
   *
   * @param facts texts, numbers, flags, and lists and maps of them
   */
  public static String write(Map<String, ?> facts) {
    return Json.pretty(Json.tree(facts));
  }

  /** Reads what {@link #write} wrote. */
  public static Map<String, ?> read(String text) throws UnreadableJsonException {
    return Json.plain(text);
  }
}
