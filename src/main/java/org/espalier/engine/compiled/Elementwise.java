package org.espalier.engine.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.util.Map;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.prop_kind;

/** An activation by itself. */
final class Elementwise implements Op {
  private final Flow in;
  private final Activation activation;
  private final Tensor values;

  Elementwise(Tape tape, Flow in, Activation activation) {
    this.in = in;
    this.activation = activation;
    this.values = tape.empty(in.values().layout());
    eltwise_forward.primitive_desc how = forward(in.values(), activation);
    tape.run(
        new eltwise_forward(how), how, Map.of(DNNL_ARG_SRC, in.values(), DNNL_ARG_DST, values));
  }

  private static eltwise_forward.primitive_desc forward(Tensor values, Activation activation) {
    return new eltwise_forward.primitive_desc(
        new eltwise_forward.desc(
            prop_kind.forward_training,
            activation.forward(),
            values.layout(),
            activation.alpha(),
            0),
        Tape.plain(),
        Tape.CPU);
  }

  @Override
  public Tensor values() {
    return values;
  }

  @Override
  public void backward(Tape tape, Tensor slopes) {
    in.addSlopes(before(tape, activation, values, slopes));
  }

  /**
   * The slopes by what went into an activation, for one who will release them.
   *
   * @param values what came out of it
   * @param slopes by these
   */
  static Tensor before(Tape tape, Activation activation, Tensor values, Tensor slopes) {
    if (activation.isNone()) {
      return tape.shared(slopes);
    }
    Tensor alike = tape.in(values.layout(), slopes);
    Tensor before = tape.empty(values.layout());
    eltwise_backward.primitive_desc how =
        new eltwise_backward.primitive_desc(
            new eltwise_backward.desc(
                activation.backward(), alike.layout(), values.layout(), activation.alpha(), 0),
            Tape.plain(),
            Tape.CPU,
            forward(values, activation));
    tape.run(
        new eltwise_backward(how),
        how,
        Map.of(DNNL_ARG_DST, values, DNNL_ARG_DIFF_DST, alike, DNNL_ARG_DIFF_SRC, before));
    tape.release(alike);
    return before;
  }
}
