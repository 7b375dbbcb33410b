package org.espalier.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.sweep.Results;
import org.espalier.sweep.RunStatus;
import org.espalier.sweep.VariantFront;

/**
 * All that the HTML report tells of a run.
 *
 * @param run its name
 * @param sweep the resolved sweep file's text
 * @param front null while the dense model has no score
 * @param environment versions, JVM, system …: texts, numbers, or maps of the same
 * @param status null where nothing is known of it
 * @param sensitivity text of {@code sensitivity.csv}; null where none was measured
 */
public record ReportInput(
    String run,
    String sweep,
    Results results,
    VariantFront front,
    Map<String, ?> environment,
    RunStatus status,
    String sensitivity) {
  public ReportInput {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** Of a run without a sensitivity analysis. */
  public ReportInput(
      String run,
      String sweep,
      Results results,
      VariantFront front,
      Map<String, ?> environment,
      RunStatus status) {
    this(run, sweep, results, front, environment, status, null);
  }
}
