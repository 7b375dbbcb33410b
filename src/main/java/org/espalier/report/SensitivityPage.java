package org.espalier.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.sweep.Sensitivity;

/**
 * A sensitivity analysis as a page that works offline: the plot and table that a run's report has,
 * by themselves. Made as {@link HtmlReport} is.
 */
public final class SensitivityPage {
  private static final List<String> SCRIPTS =
      List.of(
          "page.js",
          "numbers.js",
          "tooltip.js",
          "legend.js",
          "scales.js",
          "figures.js",
          "tables.js",
          "csv.js",
          "sensitivity-plot.js",
          "sensitivity-table.js",
          "sensitivity.js",
          "sensitivity-page.js");

  private SensitivityPage() {}

  /**
   * The page; to be stored as UTF-8.
   *
   * @param model the title: what was analysed
   * @param how a sentence that says how layers were pruned, and what they were scored on
   */
  public static String html(String model, String how, Sensitivity sensitivity) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("model", model);
    data.put("how", how);
    data.put("point", Picks.POINT);
    data.put("sensitivity", SensitivityCsv.text(sensitivity));
    return Template.of("sensitivity.html")
        .filled(
            Map.of(
                "title", Template.escaped(model),
                "style", Template.resource("report.css"),
                "emblem", Template.resource("emblem.svg").strip(),
                "data", Json.text(data),
                "script", Template.resources(SCRIPTS)));
  }
}
