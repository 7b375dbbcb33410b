package org.espalier.engine.training;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.espalier.engine.net.Net;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.schedule.ScaleSparsity;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Adds the gradient of {@link ScaleSparsity}'s penalty, {@code strength · sign(γ)}. */
final class ScalePenalty extends BaseTrainingListener {
  private final Net net;
  private final List<String> scales;
  private final ScaleSparsity penalty;

  ScalePenalty(Net net, Network network, ScaleSparsity penalty) {
    this.net = net;
    this.penalty = penalty;
    this.scales =
        network.parameters().stream()
            .filter(parameter -> parameter.kind() == Parameter.Kind.SCALE)
            .map(Parameter::name)
            .toList();
  }

  /** Gradients are sums over the batch here; DL4J divides them later. */
  @Override
  public void onGradientCalculation(Model model) {
    double strength = penalty.strength() * model.batchSize();
    for (String scale : scales) {
      net.gradient(scale).addi(Transforms.sign(net.parameter(scale)).muli(strength));
    }
  }
}
