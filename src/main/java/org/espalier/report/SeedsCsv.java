package org.espalier.report;

import org.espalier.sweep.Results;
import org.espalier.sweep.SeedGroup;

/**
 * {@code seeds.csv}: a row for all variants that differ in their seed alone, with mean and sample
 * standard deviation of what was measured of them.
 */
public final class SeedsCsv {
  private SeedsCsv() {}

  /** The file's text. */
  public static String text(Results results) {
    return Csv.text(SeedColumns.ALL, SeedGroup.of(results.variants()));
  }
}
