package org.espalier.engine.compiled;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.espalier.engine.net.Node;
import org.espalier.engine.net.Topology;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

/** Which nodes oneDNN's primitives do the same for as DL4J, and what is to be known of each. */
final class KnownNodes {
  private static final Map<Class<?>, Predicate<Object>> TYPES =
      Map.of(
          ConvolutionLayer.class, conf -> convolves((ConvolutionLayer) conf),
          Convolution2D.class, conf -> convolves((ConvolutionLayer) conf),
          BatchNormalization.class, conf -> normalises((BatchNormalization) conf),
          ActivationLayer.class,
              conf -> Activation.of(((ActivationLayer) conf).getActivationFn()).isPresent(),
          SubsamplingLayer.class, conf -> pools((SubsamplingLayer) conf),
          Pooling2D.class, conf -> pools((SubsamplingLayer) conf),
          GlobalPoolingLayer.class, conf -> poolsAll((GlobalPoolingLayer) conf),
          DenseLayer.class, conf -> weighs((DenseLayer) conf),
          OutputLayer.class, conf -> classifies((OutputLayer) conf),
          ElementWiseVertex.class,
              conf -> ((ElementWiseVertex) conf).getOp() == ElementWiseVertex.Op.Add);

  private KnownNodes() {}

  /**
   * Whether a node is one of them.
   *
   * @param layer what runs it; null for what is none
   */
  static boolean has(Node node, Layer layer) {
    if (layer instanceof FrozenLayer || layer instanceof FrozenLayerWithBackprop) {
      return false;
    }
    if (node.conf() instanceof CnnToFeedForwardPreProcessor flatten) {
      return flatten.getFormat() == CNN2DFormat.NCHW;
    }
    boolean wiredAsUsual =
        node.inputs().size() == (node.conf() instanceof ElementWiseVertex ? 2 : 1);
    return wiredAsUsual
        && isPlain(node.conf())
        && TYPES.getOrDefault(node.conf().getClass(), conf -> false).test(node.conf());
  }

  /** With nothing that DL4J would do around it. */
  private static boolean isPlain(Object conf) {
    if (!(conf instanceof org.deeplearning4j.nn.conf.layers.Layer layer)) {
      return true;
    }
    boolean unbound = layer.getConstraints() == null || layer.getConstraints().isEmpty();
    boolean still = !(layer instanceof BaseLayer base) || isStill(base);
    return unbound && still && layer.getIDropout() == null;
  }

  private static boolean isStill(BaseLayer layer) {
    GradientNormalization normalization = layer.getGradientNormalization();
    return layer.getWeightNoise() == null
        && (normalization == null || normalization == GradientNormalization.None);
  }

  private static boolean convolves(ConvolutionLayer layer) {
    return layer.getCnn2dDataFormat() == CNN2DFormat.NCHW
        && Activation.of(layer.getActivationFn()).isPresent();
  }

  private static boolean normalises(BatchNormalization layer) {
    return layer.getCnn2DFormat() == CNN2DFormat.NCHW && !layer.isLockGammaBeta();
  }

  private static boolean pools(SubsamplingLayer layer) {
    boolean dense = layer.getDilation()[0] == 1 && layer.getDilation()[1] == 1;
    return layer.getCnn2dDataFormat() == CNN2DFormat.NCHW
        && dense
        && Set.of(PoolingType.MAX.name(), PoolingType.AVG.name())
            .contains(layer.getPoolingType().name());
  }

  private static boolean poolsAll(GlobalPoolingLayer layer) {
    return layer.isCollapseDimensions()
        && (layer.getPoolingDimensions() == null
            || Arrays.equals(layer.getPoolingDimensions(), new int[] {2, 3}))
        && Set.of(PoolingType.MAX, PoolingType.AVG).contains(layer.getPoolingType());
  }

  private static boolean weighs(DenseLayer layer) {
    return !layer.hasLayerNorm() && Activation.of(layer.getActivationFn()).isPresent();
  }

  private static boolean classifies(OutputLayer layer) {
    ILossFunction loss = layer.getLossFn();
    // Negative log-likelihood is DL4J's other name for it.
    boolean crossEntropy =
        Set.of(LossMCXENT.class, LossNegativeLogLikelihood.class).contains(loss.getClass())
            && ((LossMCXENT) loss).getWeights() == null;
    return crossEntropy && layer.getActivationFn() instanceof ActivationSoftmax;
  }

  /** Whether a network gives one answer, the shares of classes. */
  static boolean endsInClassifier(Topology topology) {
    Node last = topology.nodes().get(topology.nodes().size() - 1);
    return topology.outputs().equals(Set.of(last.name())) && last.conf() instanceof OutputLayer;
  }

  /** Whether a node weighs all values of a row, in whatever order they lie. */
  static boolean weighsAll(Node node) {
    return node.conf() instanceof DenseLayer || node.conf() instanceof OutputLayer;
  }

  /** Whether a node has weights. */
  static boolean weighs(Node node) {
    return node.conf() instanceof ConvolutionLayer || weighsAll(node);
  }

  /** Of the node itself; the classifier's belongs to the loss. DL4J's batch norm has none. */
  static Activation activation(Node node) {
    Object conf = node.conf();
    Optional<Activation> own = Optional.empty();
    if (conf instanceof ConvolutionLayer || conf instanceof DenseLayer) {
      own = Activation.of(((BaseLayer) conf).getActivationFn());
    } else if (conf instanceof ActivationLayer layer) {
      own = Activation.of(layer.getActivationFn());
    }
    return own.orElse(Activation.NONE);
  }

  /** Whether a primitive can do an activation behind what it does for a node. */
  static boolean endsIn(Node node, Activation activation) {
    Object conf = node.conf();
    return conf instanceof ConvolutionLayer
        || conf instanceof DenseLayer
        || conf instanceof ElementWiseVertex
        || (conf instanceof BatchNormalization && activation.equals(Activation.RELU));
  }
}
