package org.espalier.engine.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.algorithm.convolution_direct;

import java.util.List;
import java.util.Map;
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
    weighing.slopesOfWeights(
        tape, values, before, () -> tellRows(tape, before), () -> sumRows(tape, before));
    if (weighing.in().wantsSlopes()) {
      var toSource = toSource();
      weighing.backwardToSource(tape, new convolution_backward_data(toSource), toSource, before);
    }
    tape.release(before);
  }

  private void sumRows(Tape tape, Tensor before) {
    var toWeights = toWeights();
    weighing.backwardToWeights(
        tape, new convolution_backward_weights(toWeights), toWeights, before);
  }

  private void tellRows(Tape tape, Tensor before) {
    Tensor source = tape.in(forward.src_desc(), weighing.in().values());
    Tensor after = tape.in(forward.dst_desc(), before);
    BatchRow sourceRow = BatchRow.of(tape, source);
    BatchRow afterRow = BatchRow.of(tape, after);
    Tensor gradient = tape.empty(weighing.weights().values().layout());
    List<Tape.Step> ofRow =
        tape.apart(() -> gradient(tape, sourceRow.row(), afterRow.row(), gradient));
    tape.run(
        () -> {
          float[] values = new float[gradient.view().capacity()];
          for (int row = 0; row < source.shape()[0]; row++) {
            sourceRow.move(row);
            afterRow.move(row);
            ofRow.forEach(Tape.Step::run);
            gradient.view().get(0, values);
            tape.purpose().gradients().saw(row, weighing.weights().position(), values, 1);
          }
        });
    tape.release(gradient);
    tape.release(after);
    tape.release(source);
  }

  private void gradient(Tape tape, Tensor source, Tensor after, Tensor gradient) {
    var how =
        new convolution_backward_weights.primitive_desc(
            new convolution_backward_weights.desc(
                convolution_direct,
                source.layout(),
                weighing.anyWeights(),
                after.layout(),
                geometry.strides,
                geometry.gaps,
                geometry.before,
                geometry.after),
            Tape.plain(),
            Tape.CPU,
            forward);
    Tensor own = tape.empty(how.diff_weights_desc());
    tape.run(
        new convolution_backward_weights(how),
        how,
        Map.of(DNNL_ARG_SRC, source, DNNL_ARG_DIFF_DST, after, DNNL_ARG_DIFF_WEIGHTS, own));
    tape.move(own, gradient);
    tape.release(own);
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
