package org.espalier.schedule;

/**
 * Half a wave of the cosine, slow at both ends: {@code (1 + cos(π · done)) / 2}. Loshchilov and
 * Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts (2017), without the restarts.
 */
public record CosineDecay() implements RateDecay {
  @Override
  public String name() {
    return "cosine";
  }

  @Override
  public String label() {
    return name();
  }

  @Override
  public double factor(double done) {
    return (1 + Math.cos(Math.PI * done)) / 2;
  }
}
