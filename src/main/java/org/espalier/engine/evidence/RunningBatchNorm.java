package org.espalier.engine.evidence;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A batch norm that keeps to its running statistics on the way back too: there it is a scale per
 * channel. DL4J's own always goes back through the statistics of a batch. Its own parameters get no
 * gradient, as nothing asks for one.
 */
final class RunningBatchNorm extends BaseWrapperLayer {
  private static final long serialVersionUID = 1L;

  RunningBatchNorm(Layer batchNorm) {
    super(batchNorm);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    return super.activate(false, workspaces);
  }

  @Override
  public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaces) {
    return super.activate(input, false, workspaces);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray gradient, LayerWorkspaceMgr workspaces) {
    long[] shape = new long[gradient.rank()];
    Arrays.fill(shape, 1);
    shape[isChannelsLast() && gradient.rank() == 4 ? 3 : 1] = norm().getNOut();
    INDArray scaled = gradient.mul(scale(gradient).reshape(shape));
    return new Pair<>(
        new DefaultGradient(), workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, scaled));
  }

  /** γ over the standard deviation. */
  private INDArray scale(INDArray like) {
    INDArray deviation = Transforms.sqrt(variance().castTo(like.dataType()).add(norm().getEps()));
    return norm().isLockGammaBeta()
        ? deviation.rdivi(norm().getGamma())
        : getParam("gamma").castTo(like.dataType()).reshape(deviation.shape()).div(deviation);
  }

  private INDArray variance() {
    if (!norm().isUseLogStd()) {
      return getParam("var");
    }
    INDArray logs = getParam("log10stdev");
    INDArray tens = Nd4j.valueArrayOf(logs.shape(), 10.0, logs.dataType());
    return Transforms.pow(tens, logs.mul(2));
  }

  private boolean isChannelsLast() {
    return norm().getCnn2DFormat() == CNN2DFormat.NHWC;
  }

  private BatchNormalization norm() {
    return (BatchNormalization) conf().getLayer();
  }
}
