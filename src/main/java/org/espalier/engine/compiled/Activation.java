package org.espalier.engine.compiled;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * What is done to each value behind a layer.
 *
 * @param forward null for nothing
 * @param backward its derivative by what came out, so that what went in need not be kept
 * @param alpha its one parameter, where it has one
 */
record Activation(algorithm forward, algorithm backward, float alpha) {
  static final Activation NONE = new Activation(null, null, 0);
  static final Activation RELU =
      new Activation(algorithm.eltwise_relu, algorithm.eltwise_relu_use_dst_for_bwd, 0);

  /** DL4J's, where it is one of oneDNN's too. */
  static Optional<Activation> of(IActivation activation) {
    if (activation instanceof ActivationIdentity) {
      return Optional.of(NONE);
    }
    if (activation instanceof ActivationReLU) {
      return Optional.of(RELU);
    }
    if (activation instanceof ActivationLReLU leaky) {
      return Optional.of(new Activation(RELU.forward, RELU.backward, (float) leaky.getAlpha()));
    }
    if (activation instanceof ActivationELU elu) {
      return Optional.of(
          new Activation(
              algorithm.eltwise_elu,
              algorithm.eltwise_elu_use_dst_for_bwd,
              (float) elu.getAlpha()));
    }
    if (activation instanceof ActivationSigmoid) {
      return Optional.of(
          new Activation(
              algorithm.eltwise_logistic, algorithm.eltwise_logistic_use_dst_for_bwd, 0));
    }
    if (activation instanceof ActivationTanH) {
      return Optional.of(
          new Activation(algorithm.eltwise_tanh, algorithm.eltwise_tanh_use_dst_for_bwd, 0));
    }
    return Optional.empty();
  }

  boolean isNone() {
    return forward == null;
  }
}
