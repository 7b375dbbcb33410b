package org.espalier.schedule;

import java.util.Optional;
import org.espalier.network.Network;

/**
 * Shrinks the channels that are smallest already: to the gradient of every weight w and scale of a
 * channel k it adds {@code strength · 2^(4 · (I_max - I_k) / (I_max - I_min)) · w}, where I_k is
 * the L2 norm of all that goes together with the channel, and I_max and I_min are the largest and
 * smallest such norm in its group. Fang et al., DepGraph: Towards Any Structural Pruning (2023),
 * with a strength of 5e-4.
 *
 * @param strength beside the mean loss of a row
 * @param batch rows a step
 */
public record GroupSparsity(double strength, int visits, double learningRate, int batch)
    implements SparseTraining {
  private static final double STEEPNESS = 4;

  public GroupSparsity {
    Checks.sparseTraining(strength, visits, learningRate, batch);
  }

  /**
   * What the weights of a channel are multiplied by to be added to their gradient.
   *
   * @param norm of the channel
   * @param least the smallest norm in its group
   * @param most the largest norm in its group
   */
  public double pull(double norm, double least, double most) {
    double place = most > least ? (most - norm) / (most - least) : 0;
    return strength * Math.pow(2, STEEPNESS * place);
  }

  @Override
  public String name() {
    return "group-l2";
  }

  @Override
  public String label() {
    return "group-l2(%s, %d visits, rate %s)".formatted(strength, visits, learningRate);
  }

  @Override
  public Training training() {
    return Training.of(visits, learningRate, new ConstantRate(), batch);
  }

  @Override
  public Optional<String> lacking(Network network) {
    return network.channelGroups().isEmpty()
        ? Optional.of("penalises groups of channels, and the network has none that can be cut")
        : Optional.empty();
  }
}
