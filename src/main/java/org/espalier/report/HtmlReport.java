package org.espalier.report;

import java.util.List;
import java.util.Map;

/**
 * {@code report.html}: one file that holds all it shows and loads nothing, to be read in a browser
 * without a network.
 *
 * <p>The page is put together here; it is drawn by the scripts, from the data that stand in it as
 * JSON. Names and errors come from outside: they reach the page as that JSON or escaped, and the
 * scripts set them as text, never as markup.
 */
public final class HtmlReport {
  /** Each uses what stands before it. */
  private static final List<String> SCRIPTS =
      List.of(
          "page.js",
          "numbers.js",
          "variants.js",
          "tooltip.js",
          "marks.js",
          "legend.js",
          "scales.js",
          "figures.js",
          "tables.js",
          "csv.js",
          "headline.js",
          "frontier-plot.js",
          "frontier-list.js",
          "seeds.js",
          "curves.js",
          "sensitivity-plot.js",
          "sensitivity-table.js",
          "sensitivity.js",
          "channels.js",
          "results-table.js",
          "failures.js",
          "provenance.js",
          "report.js");

  private HtmlReport() {}

  /** The page; to be stored as UTF-8. */
  public static String html(ReportInput input) {
    return Template.of("report.html")
        .filled(
            Map.of(
                "title", Template.escaped(input.run()),
                "style", Template.resource("report.css"),
                "emblem", Template.resource("emblem.svg").strip(),
                "data", Json.text(ReportData.of(input)),
                "script", Template.resources(SCRIPTS)));
  }
}
