package org.espalier.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.report.TextTable.Form;
import org.espalier.sweep.Sensitivity;
import org.espalier.sweep.SensitivityCurve;
import org.espalier.sweep.SensitivityPoint;

/** Curves for a terminal: a line a layer with its accuracy at each level, least sensitive first. */
public final class SensitivityTable {
  private SensitivityTable() {}

  /**
   * The table.
   *
   * @param curves of one granularity, at the same levels
   */
  public static String text(List<SensitivityCurve> curves) {
    TextTable table = new TextTable(forms(curves.get(0).points()));
    Sensitivity.leastSensitiveFirst(curves).forEach(curve -> table.add(line(curve)));
    return table.text();
  }

  private static List<Form> forms(List<SensitivityPoint> points) {
    List<Form> forms = new ArrayList<>(List.of(Form.words("layer"), Form.number("units")));
    points.forEach(point -> forms.add(Form.number(level(point))));
    forms.add(Form.number("mean"));
    return forms;
  }

  private static String level(SensitivityPoint point) {
    BigDecimal percent = BigDecimal.valueOf(point.level()).movePointRight(2);
    return percent.stripTrailingZeros().toPlainString() + "%";
  }

  private static List<String> line(SensitivityCurve curve) {
    List<String> line = new ArrayList<>(List.of(curve.pool(), Long.toString(curve.units())));
    curve.points().forEach(point -> line.add(accuracy(point)));
    line.add(percent(curve.meanAccuracy()));
    return line;
  }

  private static String accuracy(SensitivityPoint point) {
    return point.done() ? percent(point.measured().accuracy()) : "failed";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
