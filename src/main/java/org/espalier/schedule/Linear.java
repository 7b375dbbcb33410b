package org.espalier.schedule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** By a fixed share of the dense model each round: 10, 20, 30 % …; the last step may be shorter. */
public record Linear(double step) implements SparsitySchedule {
  public Linear {
    Checks.step(step);
  }

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public String label() {
    return "linear(%s)".formatted(step);
  }

  /** Counted in decimals, so that 3 x 0.1 is 0.3 and paths with the same step meet exactly. */
  @Override
  public List<Double> levels(double target) {
    List<Double> levels = new ArrayList<>();
    BigDecimal by = BigDecimal.valueOf(step);
    BigDecimal end = BigDecimal.valueOf(target);
    for (BigDecimal level = by; level.compareTo(end) < 0; level = level.add(by)) {
      levels.add(level.doubleValue());
    }
    levels.add(target);
    return levels;
  }
}
