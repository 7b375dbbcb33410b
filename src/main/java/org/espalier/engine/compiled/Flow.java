package org.espalier.engine.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;

/**
 * What flows from one node to those that read it: values on the way there, and on the way back the
 * loss's slopes by these values.
 */
final class Flow {
  private final Tensor values;
  private final boolean wantsSlopes;
  private final List<Tensor> slopes = new ArrayList<>();
  private int readers;

  /**
   * @param readers how many nodes read it
   * @param wantsSlopes false for images, which nobody can change
   */
  Flow(Tensor values, int readers, boolean wantsSlopes) {
    this.values = values;
    this.readers = readers;
    this.wantsSlopes = wantsSlopes;
  }

  Tensor values() {
    return values;
  }

  boolean wantsSlopes() {
    return wantsSlopes;
  }

  /** One of the nodes has read it. */
  void wasRead(Tape tape) {
    if (--readers == 0 && !tape.purpose().goesBack()) {
      tape.release(values);
    }
  }

  /** Takes what one of the readers adds to the slopes, and will release it. */
  void addSlopes(Tensor some) {
    slopes.add(some);
  }

  /** The slopes by all readers together, for one who will release them. */
  Tensor slopes(Tape tape) {
    Tensor sum = slopes.get(0);
    for (Tensor more : slopes.subList(1, slopes.size())) {
      sum = sum(tape, sum, more);
    }
    slopes.clear();
    return sum;
  }

  private static Tensor sum(Tape tape, Tensor one, Tensor another) {
    Tensor alike = tape.in(one.layout(), another);
    Tensor sum = tape.empty(one.layout());
    binary.primitive_desc how =
        new binary.primitive_desc(
            new binary.desc(algorithm.binary_add, one.layout(), alike.layout(), sum.layout()),
            Tape.plain(),
            Tape.CPU);
    tape.run(
        new binary(how),
        how,
        Map.of(DNNL_ARG_SRC_0, one, DNNL_ARG_SRC_1, alike, DNNL_ARG_DST, sum));
    tape.release(alike);
    tape.release(another);
    tape.release(one);
    return sum;
  }
}
