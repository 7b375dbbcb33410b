package org.espalier.schedule;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Multiplied by {@code factor} at each of some points of the training. He et al., Deep Residual
 * Learning (2016), take a tenth at 50 % and once more at 75 % on CIFAR-10.
 *
 * @param at shares of the training after which the rate falls, growing, each in (0, 1)
 * @param factor in (0, 1)
 */
public record StepDecay(List<Double> at, double factor) implements RateDecay {
  public StepDecay {
    at = List.copyOf(at);
    at.forEach(share -> Checks.share("at", share));
    if (!grows(at)) {
      throw new IllegalArgumentException("at must be one share or more that grow, not " + at);
    }
    Checks.share("factor", factor);
  }

  /** Whether there is one share at least, and each is larger than the one before. */
  public static boolean grows(List<Double> at) {
    return !at.isEmpty() && at.stream().distinct().sorted().toList().equals(at);
  }

  @Override
  public String name() {
    return "step";
  }

  @Override
  public String label() {
    String places = at.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "step(x%s at %s)".formatted(factor, places);
  }

  @Override
  public double factor(double done) {
    int falls = (int) at.stream().filter(share -> share <= done).count();
    return Math.pow(factor, falls);
  }
}
