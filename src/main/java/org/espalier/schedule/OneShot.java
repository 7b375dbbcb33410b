package org.espalier.schedule;

import java.util.List;

/** All at once, in one round. */
public record OneShot() implements SparsitySchedule {
  @Override
  public String name() {
    return "one-shot";
  }

  @Override
  public String label() {
    return name();
  }

  @Override
  public List<Double> levels(double target) {
    return List.of(target);
  }
}
