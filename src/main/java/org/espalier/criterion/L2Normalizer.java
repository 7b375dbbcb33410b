package org.espalier.criterion;

/**
 * Makes a pool's scores a vector of length 1, {@code s / ‖s‖₂}.
 *
 * <p>Molchanov et al., Pruning Convolutional Neural Networks for Resource Efficient Inference
 * (2016), where it lifts the rank correlation of {@code taylor-activation} with the true change
 * from .14 to .73. The first to try with criteria whose scale differs between layers. Pools with
 * many units come out lower than pools with few.
 */
public record L2Normalizer() implements Normalizer {
  @Override
  public String name() {
    return "l2";
  }

  @Override
  public double[] normalize(double[] scores, double relativeMacs) {
    return Scale.toUnitLength(scores);
  }
}
