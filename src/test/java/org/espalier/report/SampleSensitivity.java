package org.espalier.report;

import java.util.List;
import java.util.Map;
import org.espalier.plan.Granularity;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Sensitivity;
import org.espalier.sweep.SensitivityCurve;
import org.espalier.sweep.SensitivityPoint;

/** Two layers at two levels, one of which could not be measured. */
final class SampleSensitivity {
  static final String ERROR = "score of \"stem\" is not finite,\n  NaN";

  private SampleSensitivity() {}

  static Sensitivity of(String firstLayer) {
    return new Sensitivity(
        measured(0.9),
        List.of(
            curve(
                firstLayer,
                new SensitivityPoint(0.25, 15, measured(0.5), null),
                new SensitivityPoint(0.5, 10, null, ERROR)),
            curve(
                "late",
                new SensitivityPoint(0.25, 15, measured(0.875), null),
                new SensitivityPoint(0.5, 10, measured(0.75), null))));
  }

  private static SensitivityCurve curve(String layer, SensitivityPoint... points) {
    return new SensitivityCurve(Granularity.CHANNEL, layer, 20, List.of(points));
  }

  private static Measured measured(double accuracy) {
    return new Measured(accuracy, 0.5, 1000, 900, 5000, 300, Map.of());
  }
}
