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
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;

/** What flows in, and the weights over it: how both come to primitives in the layouts they like. */
record Weighing(Flow in, Weights weights) {
  memory.desc anySource() {
    return Tensor.any(in.values().shape());
  }

  memory.desc anyWeights() {
    return Tensor.any(weights.values().shape());
  }

  /** What comes out. */
  Tensor forward(Tape tape, primitive work, primitive_desc_base how) {
    Tensor values = tape.empty(how.dst_desc());
    Tensor source = tape.in(how.src_desc(), in.values());
    Tensor settled = tape.settled(how.weights_desc(), weights.values());
    Map<Integer, Tensor> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, source);
    arguments.put(DNNL_ARG_WEIGHTS, settled);
    arguments.put(DNNL_ARG_DST, values);
    if (weights.haveBias()) {
      arguments.put(DNNL_ARG_BIAS, weights.bias());
    }
    tape.run(work, how, arguments);
    tape.release(source);
    tape.unsettle(settled);
    return values;
  }

  /**
   * What becomes of the weights' slopes is for the program's purpose to say.
   *
   * @param values that came out, behind the activation
   * @param before the slopes by what came before it
   * @param tellRows tells of each row's slopes
   * @param sumRows leaves their sum where DL4J has it
   */
  void slopesOfWeights(
      Tape tape, Tensor values, Tensor before, Runnable tellRows, Runnable sumRows) {
    if (tape.purpose().gates() != null) {
      Gating.tell(tape, weights, values, before);
    } else if (tape.purpose().gradients() != null) {
      tellRows.run();
    } else {
      sumRows.run();
    }
  }

  /** Leaves the weights' slopes where DL4J has them. */
  void backwardToWeights(Tape tape, primitive work, primitive_desc_base how, Tensor slopes) {
    Tensor source = tape.in(how.src_desc(), in.values());
    Tensor after = tape.in(how.diff_dst_desc(), slopes);
    Tensor ofWeights = tape.empty(how.diff_weights_desc());
    Map<Integer, Tensor> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, source);
    arguments.put(DNNL_ARG_DIFF_DST, after);
    arguments.put(DNNL_ARG_DIFF_WEIGHTS, ofWeights);
    if (weights.haveBias()) {
      arguments.put(DNNL_ARG_DIFF_BIAS, weights.biasSlopes());
    }
    tape.run(work, how, arguments);
    tape.move(ofWeights, weights.slopes());
    tape.release(ofWeights);
    tape.release(after);
    tape.release(source);
  }

  /** Adds to the slopes of what flows in. */
  void backwardToSource(Tape tape, primitive work, primitive_desc_base how, Tensor slopes) {
    Tensor moved = tape.in(how.weights_desc(), weights.values());
    Tensor after = tape.in(how.diff_dst_desc(), slopes);
    Tensor ofSource = tape.empty(how.diff_src_desc());
    tape.run(
        work,
        how,
        Map.of(DNNL_ARG_WEIGHTS, moved, DNNL_ARG_DIFF_DST, after, DNNL_ARG_DIFF_SRC, ofSource));
    tape.release(after);
    tape.release(moved);
    in.addSlopes(ofSource);
  }
}
