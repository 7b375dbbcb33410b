package org.espalier.sweep.spec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers to draw from.
 *
 * @param scale on which they are equally likely
 * @param low the least
 * @param high the greatest
 */
public record Range(Scale scale, double low, double high) {
  /** On which scale numbers are drawn uniformly. */
  public enum Scale {
    /** Their own: as many from 0.1 to 0.2 as from 0.8 to 0.9. */
    UNIFORM("uniform"),
    /** That of their logarithms: as many from 0.01 to 0.1 as from 0.1 to 1. */
    LOG_UNIFORM("log-uniform");

    private final String label;

    Scale(String label) {
      this.label = label;
    }

    /** As it is called in sweep files. */
    public String label() {
      return label;
    }
  }

  private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

  public Range {
    if (!goesUp(scale, low, high)) {
      throw new IllegalArgumentException(
          "a %s range goes up, on a logarithmic scale from above 0, and not from %s to %s"
              .formatted(scale.label(), low, high));
    }
  }

  /** Whether there is such a range. */
  public static boolean goesUp(Scale scale, double low, double high) {
    boolean onScale = scale == Scale.UNIFORM || low > 0;
    return onScale && low < high && Double.isFinite(low) && Double.isFinite(high);
  }

  /**
   * The number at a place of the range, with three significant digits: more would tell nothing, and
   * hide that two paths are the same.
   *
   * @param coordinate in [0, 1)
   */
  public double at(double coordinate) {
    double exact =
        switch (scale) {
          case UNIFORM -> low + coordinate * (high - low);
          case LOG_UNIFORM -> low * Math.exp(coordinate * Math.log(high / low));
        };
    double rounded = BigDecimal.valueOf(exact).round(DIGITS).doubleValue();
    return Math.min(Math.max(rounded, low), high);
  }
}
