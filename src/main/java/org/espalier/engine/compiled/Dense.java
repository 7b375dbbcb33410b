package org.espalier.engine.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;

/** Weighted sums of all that flows in, maps or values, and an activation behind them. */
final class Dense implements Op {
  private final Flow in;
  private final Weights weights;
  private final Activation activation;
  private final inner_product_forward.primitive_desc forward;
  private final Tensor values;

  /**
   * @param weights of the shape [out, what flows in of an image]
   */
  Dense(Tape tape, Flow in, Weights weights, Activation activation) {
    this.in = in;
    this.weights = weights;
    this.activation = activation;
    this.forward = forward(tape);
    this.values = tape.empty(forward.dst_desc());
    Tensor source = tape.in(forward.src_desc(), in.values());
    Tensor matrix = tape.settled(forward.weights_desc(), weights.values());
    Map<Integer, Tensor> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, source);
    arguments.put(DNNL_ARG_WEIGHTS, matrix);
    arguments.put(DNNL_ARG_DST, values);
    if (weights.haveBias()) {
      arguments.put(DNNL_ARG_BIAS, weights.bias());
    }
    tape.run(new inner_product_forward(forward), forward, arguments);
    tape.release(source);
    tape.unsettle(matrix);
  }

  private memory.desc source() {
    return Tensor.any(in.values().shape());
  }

  private memory.desc matrix() {
    return Tensor.any(weights.values().shape());
  }

  private memory.desc out() {
    return Tensor.plain(in.values().shape()[0], weights.values().shape()[0]);
  }

  private inner_product_forward.primitive_desc forward(Tape tape) {
    prop_kind kind = tape.training() ? prop_kind.forward_training : prop_kind.forward_inference;
    inner_product_forward.desc what =
        weights.haveBias()
            ? new inner_product_forward.desc(
                kind, source(), matrix(), weights.bias().layout(), out())
            : new inner_product_forward.desc(kind, source(), matrix(), out());
    return new inner_product_forward.primitive_desc(what, Tape.followedBy(activation), Tape.CPU);
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
    inner_product_backward_weights.desc what =
        weights.haveBias()
            ? new inner_product_backward_weights.desc(
                source(), matrix(), weights.bias().layout(), out())
            : new inner_product_backward_weights.desc(source(), matrix(), out());
    inner_product_backward_weights.primitive_desc how =
        new inner_product_backward_weights.primitive_desc(what, Tape.plain(), Tape.CPU, forward);
    Tensor source = tape.in(how.src_desc(), in.values());
    Tensor after = tape.in(how.diff_dst_desc(), slopes);
    Tensor ofMatrix = tape.empty(how.diff_weights_desc());
    Map<Integer, Tensor> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, source);
    arguments.put(DNNL_ARG_DIFF_DST, after);
    arguments.put(DNNL_ARG_DIFF_WEIGHTS, ofMatrix);
    if (weights.haveBias()) {
      arguments.put(DNNL_ARG_DIFF_BIAS, weights.biasSlopes());
    }
    tape.run(new inner_product_backward_weights(how), how, arguments);
    tape.move(ofMatrix, weights.slopes());
    tape.release(ofMatrix);
    tape.release(after);
    tape.release(source);
  }

  private Tensor backwardToSource(Tape tape, Tensor slopes) {
    inner_product_backward_data.primitive_desc how =
        new inner_product_backward_data.primitive_desc(
            new inner_product_backward_data.desc(source(), matrix(), out()),
            Tape.plain(),
            Tape.CPU,
            forward);
    Tensor matrix = tape.in(how.weights_desc(), weights.values());
    Tensor after = tape.in(how.diff_dst_desc(), slopes);
    Tensor ofSource = tape.empty(how.diff_src_desc());
    tape.run(
        new inner_product_backward_data(how),
        how,
        Map.of(DNNL_ARG_WEIGHTS, matrix, DNNL_ARG_DIFF_DST, after, DNNL_ARG_DIFF_SRC, ofSource));
    tape.release(after);
    tape.release(matrix);
    return ofSource;
  }
}
