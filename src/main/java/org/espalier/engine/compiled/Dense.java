package org.espalier.engine.compiled;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;

/** Weighted sums of all that flows in, maps or values, and an activation behind them. */
final class Dense implements Op {
  private final Weighing weighing;
  private final Activation activation;
  private final inner_product_forward.primitive_desc forward;
  private final Tensor values;

  /**
   * @param weighing of weights of the shape [out, what flows in of an image]
   */
  Dense(Tape tape, Weighing weighing, Activation activation) {
    this.weighing = weighing;
    this.activation = activation;
    this.forward = forward(tape);
    this.values = weighing.forward(tape, new inner_product_forward(forward), forward);
  }

  private memory.desc out() {
    long rows = weighing.in().values().shape()[0];
    return Tensor.plain(rows, weighing.weights().values().shape()[0]);
  }

  private inner_product_forward.primitive_desc forward(Tape tape) {
    prop_kind kind =
        tape.purpose().goesBack() ? prop_kind.forward_training : prop_kind.forward_inference;
    inner_product_forward.desc what =
        weighing.weights().haveBias()
            ? new inner_product_forward.desc(
                kind,
                weighing.anySource(),
                weighing.anyWeights(),
                weighing.weights().bias().layout(),
                out())
            : new inner_product_forward.desc(
                kind, weighing.anySource(), weighing.anyWeights(), out());
    return new inner_product_forward.primitive_desc(what, Tape.followedBy(activation), Tape.CPU);
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
      weighing.backwardToSource(tape, new inner_product_backward_data(toSource), toSource, before);
    }
    tape.release(before);
  }

  private void sumRows(Tape tape, Tensor before) {
    var toWeights = toWeights();
    weighing.backwardToWeights(
        tape, new inner_product_backward_weights(toWeights), toWeights, before);
  }

  /** A row's gradients are the products of what flowed in with the slopes. */
  private void tellRows(Tape tape, Tensor before) {
    Tensor source = tape.in(Tensor.plain(weighing.in().values().shape()), weighing.in().values());
    Tensor after = tape.in(out(), before);
    tape.run(() -> tellRows(tape.purpose().gradients(), source.view(), after.view()));
    tape.release(after);
    tape.release(source);
  }

  /** Output by output, as sums over the rows of one output's weights stay in the nearest cache. */
  private void tellRows(RowGradients told, FloatBuffer inputs, FloatBuffer slopes) {
    int rows = (int) weighing.in().values().shape()[0];
    int outputs = slopes.capacity() / rows;
    float[][] input = new float[rows][inputs.capacity() / rows];
    for (int row = 0; row < rows; row++) {
      inputs.get(row * input[row].length, input[row]);
    }
    for (int output = 0; output < outputs; output++) {
      int position = weighing.weights().position() + output * input[0].length;
      for (int row = 0; row < rows; row++) {
        float slope = slopes.get(row * outputs + output);
        if (slope != 0) {
          told.saw(row, position, input[row], slope);
        }
      }
    }
  }

  private inner_product_backward_weights.primitive_desc toWeights() {
    inner_product_backward_weights.desc what =
        weighing.weights().haveBias()
            ? new inner_product_backward_weights.desc(
                weighing.anySource(),
                weighing.anyWeights(),
                weighing.weights().bias().layout(),
                out())
            : new inner_product_backward_weights.desc(
                weighing.anySource(), weighing.anyWeights(), out());
    return new inner_product_backward_weights.primitive_desc(what, Tape.plain(), Tape.CPU, forward);
  }

  private inner_product_backward_data.primitive_desc toSource() {
    return new inner_product_backward_data.primitive_desc(
        new inner_product_backward_data.desc(weighing.anySource(), weighing.anyWeights(), out()),
        Tape.plain(),
        Tape.CPU,
        forward);
  }
}
