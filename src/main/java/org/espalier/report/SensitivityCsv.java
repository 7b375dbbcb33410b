package org.espalier.report;

import java.util.ArrayList;
import java.util.List;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Sensitivity;
import org.espalier.sweep.SensitivityCurve;
import org.espalier.sweep.SensitivityPoint;
import org.espalier.sweep.Status;

/**
 * {@code sensitivity.csv}: a row a layer and level, the dense model first. A layer is a channel
 * group, called by its first layer, or a weight matrix. Where guards make levels leave the same
 * units their rows have the same figures.
 */
public final class SensitivityCsv {
  private static final List<String> HEADER =
      List.of(
          "granularity",
          "layer",
          "units",
          "level",
          "kept",
          "status",
          "val_accuracy",
          "val_loss",
          "parameters",
          "nonzero",
          "macs",
          "bytes",
          "error");

  private SensitivityCsv() {}

  /** The file's text. */
  public static String text(Sensitivity sensitivity) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(List.of("", "", "", "0.0", ""), sensitivity.dense(), null));
    for (SensitivityCurve curve : sensitivity.curves()) {
      curve.points().forEach(point -> rows.add(row(curve, point)));
    }
    return Csv.lines(HEADER, rows);
  }

  private static List<String> row(SensitivityCurve curve, SensitivityPoint point) {
    return row(
        List.of(
            curve.granularity().label(),
            curve.pool(),
            Long.toString(curve.units()),
            Double.toString(point.level()),
            Long.toString(point.kept())),
        point.measured(),
        point.error());
  }

  private static List<String> row(List<String> removal, Measured measured, String error) {
    List<String> row = new ArrayList<>(removal);
    row.add((measured == null ? Status.FAILED : Status.DONE).label());
    row.addAll(measured == null ? List.of("", "", "", "", "", "") : figures(measured));
    row.add(error == null ? "" : Columns.oneLine(error));
    return row;
  }

  private static List<String> figures(Measured measured) {
    return List.of(
        Double.toString(measured.accuracy()),
        Double.toString(measured.loss()),
        Long.toString(measured.parameters()),
        Long.toString(measured.nonzero()),
        Long.toString(measured.macs()),
        Long.toString(measured.bytes()));
  }
}
