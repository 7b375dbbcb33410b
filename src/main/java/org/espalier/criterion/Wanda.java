package org.espalier.criterion;

import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A weight by what goes through it, {@code |w|·‖x‖₂}, with x the input it reads over calibration
 * rows; of a channel or kernel the sum.
 *
 * <p>Sun et al., A Simple and Effective Pruning Approach for Large Language Models (2023). To be
 * tried for single weights where inputs differ in size, as after layers without batch
 * normalisation; it needs no gradient. As in the paper, units that share an output are compared
 * with each other alone: theirs is not the product but their rank among these, as a share in [0,
 * 1). So a selection from the whole matrix takes the same share of every output. Channels are
 * outputs by themselves and keep the sum, which the paper does not have.
 */
public record Wanda() implements Criterion {
  @Override
  public String name() {
    return "wanda";
  }

  @Override
  public Set<Evidence> needs() {
    return Set.of(Evidence.INPUTS);
  }

  @Override
  public double[] scores(Units units, RandomGenerator random) {
    Matrix weights = units.weights();
    Matrix inputs = units.inputNorms();
    double[] products =
        weights.rowSums((unit, i) -> Math.abs(weights.at(unit, i)) * inputs.at(unit, i));
    OutputRows outputs = new OutputRows(units);
    return outputs.areShared() ? outputs.ranks(products) : products;
  }
}
