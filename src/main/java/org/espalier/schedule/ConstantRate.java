package org.espalier.schedule;

/** None: the initial rate to the end. */
public record ConstantRate() implements RateDecay {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public String label() {
    return name();
  }

  @Override
  public double factor(double done) {
    return 1;
  }
}
