package org.espalier.report;

import org.espalier.sweep.Results;
import org.espalier.sweep.VariantFront;

/** {@code results.csv}: a row a variant, the dense model first. Equal runs give equal text. */
public final class ResultsCsv {
  private ResultsCsv() {}

  /**
   * The file's text.
   *
   * @param front null while the dense model has no score
   */
  public static String text(Results results, VariantFront front) {
    return Csv.text(ResultTable.ofVariants(results, front));
  }
}
