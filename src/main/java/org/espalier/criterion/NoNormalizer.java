package org.espalier.criterion;

/** Leaves scores as they are: right for local rankings, and the control for global ones. */
public record NoNormalizer() implements Normalizer {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public double[] normalize(double[] scores, double relativeMacs) {
    return scores;
  }
}
