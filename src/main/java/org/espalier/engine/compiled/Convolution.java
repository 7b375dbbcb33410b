package org.espalier.engine.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.algorithm.convolution_direct;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;

/** Kernels over maps, and an activation behind them. */
final class Convolution implements Op {
  private final Flow in;
  private final Weights weights;
  private final Geometry geometry;
  private final Activation activation;
  private final convolution_forward.primitive_desc forward;
  private final Tensor values;

  Convolution(Tape tape, Flow in, Weights weights, Geometry geometry, Activation activation) {
    this.in = in;
    this.weights = weights;
    this.geometry = geometry;
    this.activation = activation;
    this.forward = forward(tape);
    this.values = tape.empty(forward.dst_desc());
    Tensor source = tape.in(forward.src_desc(), in.values());
    Tensor kernels = tape.settled(forward.weights_desc(), weights.values());
    Map<Integer, Tensor> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, source);
    arguments.put(DNNL_ARG_WEIGHTS, kernels);
    arguments.put(DNNL_ARG_DST, values);
    if (weights.haveBias()) {
      arguments.put(DNNL_ARG_BIAS, weights.bias());
    }
    tape.run(new convolution_forward(forward), forward, arguments);
    tape.release(source);
    tape.unsettle(kernels);
  }

  private memory.desc source() {
    return Tensor.any(in.values().shape());
  }

  private memory.desc kernels() {
    return Tensor.any(weights.values().shape());
  }

  private memory.desc out() {
    return Tensor.any(geometry.out(in.values().shape(), weights.values().shape()[0]));
  }

  private convolution_forward.primitive_desc forward(Tape tape) {
    prop_kind kind = tape.training() ? prop_kind.forward_training : prop_kind.forward_inference;
    convolution_forward.desc what =
        weights.haveBias()
            ? new convolution_forward.desc(
                kind,
                convolution_direct,
                source(),
                kernels(),
                weights.bias().layout(),
                out(),
                geometry.strides,
                geometry.gaps,
                geometry.before,
                geometry.after)
            : new convolution_forward.desc(
                kind,
                convolution_direct,
                source(),
                kernels(),
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
    backwardToWeights(tape, before);
    if (in.wantsSlopes()) {
      in.addSlopes(backwardToSource(tape, before));
    }
    tape.release(before);
  }

  private void backwardToWeights(Tape tape, Tensor slopes) {
    convolution_backward_weights.desc what =
        weights.haveBias()
            ? new convolution_backward_weights.desc(
                convolution_direct,
                source(),
                kernels(),
                weights.bias().layout(),
                out(),
                geometry.strides,
                geometry.gaps,
                geometry.before,
                geometry.after)
            : new convolution_backward_weights.desc(
                convolution_direct,
                source(),
                kernels(),
                out(),
                geometry.strides,
                geometry.gaps,
                geometry.before,
                geometry.after);
    convolution_backward_weights.primitive_desc how =
        new convolution_backward_weights.primitive_desc(what, Tape.plain(), Tape.CPU, forward);
    Tensor source = tape.in(how.src_desc(), in.values());
    Tensor after = tape.in(how.diff_dst_desc(), slopes);
    Tensor ofKernels = tape.empty(how.diff_weights_desc());
    Map<Integer, Tensor> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, source);
    arguments.put(DNNL_ARG_DIFF_DST, after);
    arguments.put(DNNL_ARG_DIFF_WEIGHTS, ofKernels);
    if (weights.haveBias()) {
      arguments.put(DNNL_ARG_DIFF_BIAS, weights.biasSlopes());
    }
    tape.run(new convolution_backward_weights(how), how, arguments);
    tape.move(ofKernels, weights.slopes());
    tape.release(ofKernels);
    tape.release(after);
    tape.release(source);
  }

  private Tensor backwardToSource(Tape tape, Tensor slopes) {
    convolution_backward_data.primitive_desc how =
        new convolution_backward_data.primitive_desc(
            new convolution_backward_data.desc(
                convolution_direct,
                source(),
                kernels(),
                out(),
                geometry.strides,
                geometry.gaps,
                geometry.before,
                geometry.after),
            Tape.plain(),
            Tape.CPU,
            forward);
    Tensor kernels = tape.in(how.weights_desc(), weights.values());
    Tensor after = tape.in(how.diff_dst_desc(), slopes);
    Tensor ofSource = tape.empty(how.diff_src_desc());
    tape.run(
        new convolution_backward_data(how),
        how,
        Map.of(DNNL_ARG_WEIGHTS, kernels, DNNL_ARG_DIFF_DST, after, DNNL_ARG_DIFF_SRC, ofSource));
    tape.release(after);
    tape.release(kernels);
    return ofSource;
  }
}
