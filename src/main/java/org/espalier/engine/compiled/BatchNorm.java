package org.espalier.engine.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;

/** Each channel normalised (Ioffe and Szegedy 2015, algorithm 1), and perhaps a ReLU behind it. */
final class BatchNorm implements Op {
  private final Flow in;
  private final Statistics statistics;
  private final Tensor scales;
  private final Tensor scaleSlopes;
  private final boolean relu;
  private final batch_normalization_forward.primitive_desc forward;
  private final Tensor values;
  private Tensor mean;
  private Tensor variance;
  private Tensor positive;

  /**
   * @param statistics running, of which the network's answers are made
   * @param scales of the shape [2, channels]: γ and β
   * @param scaleSlopes where theirs go; null where they are kept nowhere
   */
  BatchNorm(
      Tape tape, Flow in, Statistics statistics, Tensor scales, Tensor scaleSlopes, boolean relu) {
    this.in = in;
    this.statistics = statistics;
    this.scales = scales;
    this.scaleSlopes = scaleSlopes;
    this.relu = relu;
    this.forward = forward(tape);
    this.values = tape.empty(forward.dst_desc());
    boolean byBatch = tape.purpose().normalisesBatches();
    mean = byBatch ? tape.empty(forward.mean_desc()) : statistics.mean();
    variance = byBatch ? tape.empty(forward.variance_desc()) : statistics.variance();
    Map<Integer, Tensor> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, in.values());
    arguments.put(DNNL_ARG_SCALE_SHIFT, scales);
    arguments.put(DNNL_ARG_MEAN, mean);
    arguments.put(DNNL_ARG_VARIANCE, variance);
    arguments.put(DNNL_ARG_DST, values);
    if (relu && forward.workspace_desc().get_size() > 0) {
      positive = tape.empty(forward.workspace_desc());
      arguments.put(DNNL_ARG_WORKSPACE, positive);
    }
    tape.run(new batch_normalization_forward(forward), forward, arguments);
    if (!tape.purpose().goesBack()) {
      show(tape);
    }
  }

  private batch_normalization_forward.primitive_desc forward(Tape tape) {
    boolean byBatch = tape.purpose().normalisesBatches();
    boolean learns = byBatch || tape.purpose().goesBack();
    return new batch_normalization_forward.primitive_desc(
        new batch_normalization_forward.desc(
            (learns ? prop_kind.forward_training : prop_kind.forward_inference).value,
            in.values().layout(),
            statistics.epsilon(),
            flags(!byBatch)),
        Tape.plain(),
        Tape.CPU);
  }

  private int flags(boolean running) {
    return normalization_flags.use_scale_shift.value
        | (relu ? normalization_flags.fuse_norm_relu.value : 0)
        | (running ? normalization_flags.use_global_stats.value : 0);
  }

  @Override
  public Tensor values() {
    return values;
  }

  @Override
  public void backward(Tape tape, Tensor slopes) {
    Tensor after = tape.in(values.layout(), slopes);
    Tensor ofSource = tape.empty(in.values().layout());
    Tensor ofScales = scaleSlopes == null ? tape.empty(scales.layout()) : scaleSlopes;
    batch_normalization_backward.primitive_desc how =
        new batch_normalization_backward.primitive_desc(
            new batch_normalization_backward.desc(
                prop_kind.backward.value,
                after.layout(),
                in.values().layout(),
                statistics.epsilon(),
                flags(!tape.purpose().normalisesBatches())),
            Tape.plain(),
            Tape.CPU,
            forward);
    Map<Integer, Tensor> arguments = new HashMap<>();
    arguments.put(DNNL_ARG_SRC, in.values());
    arguments.put(DNNL_ARG_MEAN, mean);
    arguments.put(DNNL_ARG_VARIANCE, variance);
    arguments.put(DNNL_ARG_SCALE_SHIFT, scales);
    arguments.put(DNNL_ARG_DIFF_DST, after);
    arguments.put(DNNL_ARG_DIFF_SRC, ofSource);
    arguments.put(DNNL_ARG_DIFF_SCALE_SHIFT, ofScales);
    if (relu) {
      arguments.put(DNNL_ARG_WORKSPACE, positive);
    }
    tape.run(new batch_normalization_backward(how), how, arguments);
    tape.release(after);
    tape.release(ofScales);
    show(tape);
    if (in.wantsSlopes()) {
      in.addSlopes(ofSource);
    } else {
      tape.release(ofSource);
    }
  }

  /** Tells what the batch has shown, where it was asked, and lets go of it. */
  private void show(Tape tape) {
    if (tape.purpose().normalisesBatches()) {
      statistics.follow(tape, mean, variance);
      tape.release(mean);
      tape.release(variance);
    }
    if (positive != null) {
      tape.release(positive);
    }
  }
}
