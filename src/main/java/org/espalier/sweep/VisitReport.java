package org.espalier.sweep;

import java.io.Serializable;
import java.util.Objects;

/**
 * What came of a visit. A failure is data: only lost machines are tried again.
 *
 * @param checkpoint what it left, or null where it failed or changed nothing
 * @param measured null where it failed or did not score
 * @param executor host that did the work
 * @param error null when it went well
 */
public record VisitReport(
    String checkpoint, Measured measured, double seconds, String executor, String error)
    implements Serializable {
  /**
   * A failure.
   *
   * @param error its cause, in one line
   */
  public static VisitReport failed(double seconds, String executor, String error) {
    Objects.requireNonNull(error, "a failure has a cause");
    return new VisitReport(null, null, seconds, executor, error);
  }

  public boolean failed() {
    return error != null;
  }
}
