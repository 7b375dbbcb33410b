package org.espalier.schedule;

import static java.math.MathContext.DECIMAL128;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Each round takes the share {@code step} of what is left: after i rounds {@code 1 - (1 - step)^i}.
 * Frankle and Carbin, The Lottery Ticket Hypothesis (2019), use 0.2.
 */
public record Geometric(double step) implements SparsitySchedule {
  public Geometric {
    Checks.step(step);
  }

  @Override
  public String name() {
    return "geometric";
  }

  @Override
  public String label() {
    return "geometric(%s)".formatted(step);
  }

  /** Counted in decimals, so that two steps of 0.2 are 0.36 and end there if that is the target. */
  @Override
  public List<Double> levels(double target) {
    List<Double> levels = new ArrayList<>();
    BigDecimal share = BigDecimal.ONE.subtract(BigDecimal.valueOf(step));
    BigDecimal left = share;
    for (double level = step; level < target; level = BigDecimal.ONE.subtract(left).doubleValue()) {
      levels.add(level);
      left = left.multiply(share, DECIMAL128);
    }
    levels.add(target);
    return levels;
  }
}
