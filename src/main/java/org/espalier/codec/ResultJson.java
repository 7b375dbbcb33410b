package org.espalier.codec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Set;
import org.espalier.sweep.Results;

/** All variants of a run, an object each under the names of the result table's columns. */
public final class ResultJson {
  private ResultJson() {}

  /**
   * A list of one line, which may stand inside an HTML script element as it is.
   *
   * @param onFrontier ids of the variants on the frontier
   */
  public static String write(Results results, Set<String> onFrontier) {
    ArrayNode rows = Json.array();
    results
        .variants()
        .forEach(
            variant ->
                rows.add(
                    ResultRow.of(
                        variant,
                        onFrontier.contains(variant.id()),
                        results.tests().get(variant.id()))));
    return Json.line(rows).replace("<", "\\u003c");
  }
}
