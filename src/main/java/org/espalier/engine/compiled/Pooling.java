package org.espalier.engine.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/** The largest or the mean value of each window. */
final class Pooling implements Op {
  private final Flow in;
  private final algorithm kind;
  private final Geometry geometry;
  private final pooling_forward.primitive_desc forward;
  private final Tensor values;
  private final Tensor places;

  Pooling(Tape tape, Flow in, algorithm kind, Geometry geometry) {
    this.in = in;
    this.kind = kind;
    this.geometry = geometry;
    this.forward = forward(tape);
    this.values = tape.empty(forward.dst_desc());
    Map<Integer, Tensor> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, in.values());
    arguments.put(DNNL_ARG_DST, values);
    if (tape.purpose().goesBack() && kind == algorithm.pooling_max) {
      places = tape.empty(forward.workspace_desc());
      arguments.put(DNNL_ARG_WORKSPACE, places);
    } else {
      places = null;
    }
    tape.run(new pooling_forward(forward), forward, arguments);
  }

  private memory.desc out() {
    long[] map = in.values().shape();
    return Tensor.any(geometry.out(map, map[1]));
  }

  private pooling_forward.primitive_desc forward(Tape tape) {
    return new pooling_forward.primitive_desc(
        new pooling_forward.desc(
            tape.purpose().goesBack() ? prop_kind.forward_training : prop_kind.forward_inference,
            kind,
            in.values().layout(),
            out(),
            geometry.strides,
            geometry.window,
            geometry.before,
            geometry.after),
        Tape.plain(),
        Tape.CPU);
  }

  @Override
  public Tensor values() {
    return values;
  }

  @Override
  public void backward(Tape tape, Tensor slopes) {
    if (in.wantsSlopes()) {
      in.addSlopes(backwardToSource(tape, slopes));
    }
    if (places != null) {
      tape.release(places);
    }
  }

  private Tensor backwardToSource(Tape tape, Tensor slopes) {
    pooling_backward.primitive_desc how =
        new pooling_backward.primitive_desc(
            new pooling_backward.desc(
                kind,
                in.values().layout(),
                values.layout(),
                geometry.strides,
                geometry.window,
                geometry.before,
                geometry.after),
            Tape.plain(),
            Tape.CPU,
            forward);
    Tensor after = tape.in(values.layout(), slopes);
    Tensor ofSource = tape.empty(in.values().layout());
    Map<Integer, Tensor> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_DIFF_DST, after);
    arguments.put(DNNL_ARG_DIFF_SRC, ofSource);
    if (places != null) {
      arguments.put(DNNL_ARG_WORKSPACE, places);
    }
    tape.run(new pooling_backward(how), how, arguments);
    tape.release(after);
    return ofSource;
  }
}
