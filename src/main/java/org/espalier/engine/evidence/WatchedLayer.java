package org.espalier.engine.evidence;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer that shows what goes through it. */
final class WatchedLayer extends BaseWrapperLayer {
  private static final long serialVersionUID = 1L;

  private final transient LayerWatch watch;
  private transient INDArray output;

  WatchedLayer(Layer layer, LayerWatch watch) {
    super(layer);
    this.watch = watch;
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaces) {
    watch.input(input);
    super.setInput(input, workspaces);
  }

  /** Kept as a copy: the next layer may work in place. */
  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray values = super.activate(training, workspaces);
    output = values.dup();
    return values;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray gradient, LayerWorkspaceMgr workspaces) {
    if (output != null) {
      watch.output(output, gradient);
    }
    return super.backpropGradient(gradient, workspaces);
  }
}
