package org.espalier.engine.evidence;

import org.espalier.sweep.Rows;

/**
 * The rows that tell what criteria ask of data.
 *
 * @param name names the model and the rows, so that others who calibrate the same model with the
 *     same rows share what was gathered; null where there are no others
 */
public record CalibrationRows(Rows rows, String name) {
  /** Rows for one removal. */
  public static CalibrationRows of(Rows rows) {
    return new CalibrationRows(rows, null);
  }
}
