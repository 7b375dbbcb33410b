package org.espalier.schedule;

import java.util.List;
import java.util.stream.IntStream;

/**
 * To the target in a number of rounds, fast at first: {@code target · (1 - (1 - i/rounds)^power)}.
 * With power 3 it is the cubic of Zhu and Gupta, To Prune or Not to Prune (2017), known as AGP.
 */
public record Polynomial(int rounds, double power) implements SparsitySchedule {
  public Polynomial {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1, not " + rounds);
    }
    if (!(power > 0 && power <= 10)) {
      throw new IllegalArgumentException("power must lie in (0, 10], not " + power);
    }
  }

  @Override
  public String name() {
    return "polynomial";
  }

  @Override
  public String label() {
    return "polynomial(%d rounds, power %s)".formatted(rounds, power);
  }

  /** Fewer than {@code rounds} where the steps become too small for a double to tell apart. */
  @Override
  public List<Double> levels(double target) {
    return IntStream.rangeClosed(1, rounds)
        .mapToObj(round -> level(round, target))
        .filter(level -> level > 0)
        .distinct()
        .toList();
  }

  private double level(int round, double target) {
    double left = 1 - (double) round / rounds;
    return round == rounds ? target : target * (1 - Math.pow(left, power));
  }
}
