package org.espalier.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Amounts as people read them: three digits and a decimal prefix, {@code 2.29M}. */
final class Quantity {
  private static final MathContext THREE_DIGITS = new MathContext(3);
  private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};

  private Quantity() {}

  static String text(long amount) {
    if (amount < 1000) {
      return Long.toString(amount);
    }
    BigDecimal rounded = new BigDecimal(amount).round(THREE_DIGITS);
    int thousands = (rounded.precision() - rounded.scale() - 1) / 3;
    return rounded.movePointLeft(3 * thousands).toPlainString() + PREFIXES[thousands];
  }
}
