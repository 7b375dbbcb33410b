package org.espalier.schedule;

import java.util.Optional;
import org.espalier.network.Network;
import org.espalier.network.Parameter;

/**
 * Penalises the scales of batch norms by {@code strength · Σ|γ|}, so that many become small: Liu et
 * al., Learning Efficient Convolutional Networks through Network Slimming (2017), with a strength
 * of 1e-4 for VGG and 1e-5 for ResNet. Goes with criterion {@code bn-scale}.
 *
 * @param strength beside the mean loss of a row
 * @param batch rows a step
 */
public record ScaleSparsity(double strength, int visits, double learningRate, int batch)
    implements SparseTraining {
  public ScaleSparsity {
    Checks.sparseTraining(strength, visits, learningRate, batch);
  }

  @Override
  public String name() {
    return "bn-scale";
  }

  @Override
  public String label() {
    return "bn-scale(%s, %d visits, rate %s)".formatted(strength, visits, learningRate);
  }

  @Override
  public Training training() {
    return Training.of(visits, learningRate, new ConstantRate(), batch);
  }

  @Override
  public Optional<String> lacking(Network network) {
    boolean scales =
        network.parameters().stream()
            .anyMatch(parameter -> parameter.kind() == Parameter.Kind.SCALE);
    return scales
        ? Optional.empty()
        : Optional.of("penalises the scales of batch norms, and the network has none");
  }
}
