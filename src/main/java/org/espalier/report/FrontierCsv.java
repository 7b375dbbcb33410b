package org.espalier.report;

import org.espalier.sweep.Results;
import org.espalier.sweep.VariantFront;

/**
 * {@code frontier.csv}: the front's members with the columns of the results and, in no other CSV,
 * {@code test_accuracy}.
 */
public final class FrontierCsv {
  private FrontierCsv() {}

  /** The file's text. */
  public static String text(Results results, VariantFront front) {
    return Csv.text(ResultTable.ofFront(results, front));
  }
}
