package org.espalier.engine.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;

/** Two flows, value by value, and an activation behind them. */
final class Addition implements Op {
  private final List<Flow> in;
  private final Activation activation;
  private final Tensor values;

  Addition(Tape tape, Flow one, Flow another, Activation activation) {
    this.in = List.of(one, another);
    this.activation = activation;
    Tensor alike = tape.in(one.values().layout(), another.values());
    this.values = tape.empty(one.values().layout());
    binary.primitive_desc how =
        new binary.primitive_desc(
            new binary.desc(
                algorithm.binary_add, one.values().layout(), alike.layout(), values.layout()),
            Tape.followedBy(activation),
            Tape.CPU);
    tape.run(
        new binary(how),
        how,
        Map.of(DNNL_ARG_SRC_0, one.values(), DNNL_ARG_SRC_1, alike, DNNL_ARG_DST, values));
    tape.release(alike);
  }

  @Override
  public Tensor values() {
    return values;
  }

  @Override
  public void backward(Tape tape, Tensor slopes) {
    Tensor before = Elementwise.before(tape, activation, values, slopes);
    for (Flow flow : in) {
      if (flow.wantsSlopes()) {
        flow.addSlopes(tape.shared(before));
      }
    }
    tape.release(before);
  }
}
