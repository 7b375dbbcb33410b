package org.espalier.engine.compiled;

import static org.bytedeco.dnnl.global.dnnl.algorithm.convolution_direct;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;

/** Kernels over maps, and an activation behind them. */
final class Convolution implements Op {
  private final Weighing weighing;
  private final Geometry geometry;
  private final Activation activation;
  private final convolution_forward.primitive_desc forward;
  private final Tensor values;

  Convolution(Tape tape, Weighing weighing, Geometry geometry, Activation activation) {
    this.weighing = weighing;
    this.geometry = geometry;
    this.activation = activation;
    this.forward = forward(tape);
    this.values = weighing.forward(tape, new convolution_forward(forward), forward);
  }

  private memory.desc out() {
    long channels = weighing.weights().values().shape()[0];
    return Tensor.any(geometry.out(weighing.in().values().shape(), channels));
  }

  private convolution_forward.primitive_desc forward(Tape tape) {
    prop_kind kind =
        tape.purpose().goesBack() ? prop_kind.forward_training : prop_kind.forward_inference;
    convolution_forward.desc what =
        weighing.weights().haveBias()
            ? new convolution_forward.desc(
                kind,
                convolution_direct,
                weighing.anySource(),
                weighing.anyWeights(),
                weighing.weights().bias().layout(),
                out(),
                geometry.strides,
                geometry.gaps,
                geometry.before,
                geometry.after)
            : new convolution_forward.desc(
                kind,
                convolution_direct,
                weighing.anySource(),
                weighing.anyWeights(),
                out(),
                geometry.strides,
                geometry.gaps,
                geometry.before,
                geometry.after);
    return new convolution_forward.primitive_desc(what, Tape.followedBy(activation), Tape.CPU);
  }

  @Override
  public Tensor values() {
    return values;
  }

  @Override
  public void backward(Tape tape, Tensor slopes) {
    Tensor before = Elementwise.before(tape, activation, values, slopes);
    var toWeights = toWeights();
    weighing.backwardToWeights(
        tape, new convolution_backward_weights(toWeights), toWeights, before);
    if (weighing.in().wantsSlopes()) {
      var toSource = toSource();
      weighing.backwardToSource(tape, new convolution_backward_data(toSource), toSource, before);
    }
    tape.release(before);
  }

  private convolution_backward_weights.primitive_desc toWeights() {
    convolution_backward_weights.desc what =
        weighing.weights().haveBias()
            ? new convolution_backward_weights.desc(
                convolution_direct,
                weighing.anySource(),
                weighing.anyWeights(),
                weighing.weights().bias().layout(),
                out(),
                geometry.strides,
                geometry.gaps,
                geometry.before,
                geometry.after)
            : new convolution_backward_weights.desc(
                convolution_direct,
                weighing.anySource(),
                weighing.anyWeights(),
                out(),
                geometry.strides,
                geometry.gaps,
                geometry.before,
                geometry.after);
    return new convolution_backward_weights.primitive_desc(what, Tape.plain(), Tape.CPU, forward);
  }

  private convolution_backward_data.primitive_desc toSource() {
    return new convolution_backward_data.primitive_desc(
        new convolution_backward_data.desc(
            convolution_direct,
            weighing.anySource(),
            weighing.anyWeights(),
            out(),
            geometry.strides,
            geometry.gaps,
            geometry.before,
            geometry.after),
        Tape.plain(),
        Tape.CPU,
        forward);
  }
}
