package org.espalier.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * Each round takes the share {@code step} of what is left: after i rounds {@code 1 - (1 - step)^i}.
 * Frankle and Carbin, The Lottery Ticket Hypothesis (2019), use 0.2.
 */
public record Geometric(double step) implements SparsitySchedule {
  public Geometric {
    Checks.share("step", step);
  }

  @Override
  public String name() {
    return "geometric";
  }

  @Override
  public String label() {
    return "geometric(%s)".formatted(step);
  }

  @Override
  public List<Double> levels(double target) {
    List<Double> levels = new ArrayList<>();
    for (double left = 1 - step; 1 - left < target; left *= 1 - step) {
      levels.add(1 - left);
    }
    levels.add(target);
    return levels;
  }
}
