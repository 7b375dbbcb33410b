package org.espalier.codec;

import java.util.Map;

/** What a command has done, in one line: the last one of its standard output. */
public final class SummaryJson {
  private SummaryJson() {}

  /**
   * Writes the facts in the order of the map, on one line, without a line break.
   *
   * @param facts texts, numbers, flags, and lists and maps of them
   */
  public static String line(Map<String, ?> facts) {
    return Json.line(Json.tree(facts));
  }
}
