package org.espalier.engine.compiled;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.Node;

/** Turns a network into a program for batches of one size. */
final class Compiler {
  private final Wiring wiring;
  private final Tape tape;
  private final Parameters parameters;
  private final Map<String, Flow> flows = new HashMap<>();
  private final List<Op> ops = new ArrayList<>();
  private final List<Flow> made = new ArrayList<>();

  /** What a program is made of. */
  private record Recording(
      Tensor images,
      List<Tape.Step> forward,
      Tensor said,
      Tensor slopes,
      List<Tape.Step> backward) {}

  private Compiler(Net net, Wiring wiring, Purpose purpose) {
    this.wiring = wiring;
    this.tape = new Tape(purpose);
    this.parameters = new Parameters(net, tape);
  }

  /**
   * Compiles a network of which {@link Wiring#of} knows every node.
   *
   * @param batch shape of the images: [rows, channels, height, width]
   */
  static Program compile(Net net, Wiring wiring, long[] batch, Purpose purpose) {
    Compiler compiler = new Compiler(net, wiring, purpose);
    try {
      return compiler.program(batch);
    } catch (RuntimeException | Error e) {
      compiler.tape.close();
      throw e;
    }
  }

  /** The memory that a program would take, in bytes: it is laid out, and not taken. */
  static long bytes(Net net, Wiring wiring, long[] batch, Purpose purpose) {
    Compiler compiler = new Compiler(net, wiring, purpose);
    try (Tape tape = compiler.tape) {
      compiler.record(batch);
      return tape.bytes();
    }
  }

  private Program program(long[] batch) {
    Recording recording = record(batch);
    return new Program(
        tape,
        recording.images(),
        recording.forward(),
        recording.said(),
        recording.slopes(),
        recording.backward());
  }

  private Recording record(long[] batch) {
    Tensor images = tape.at(null, Tensor.plain(batch)); // each batch brings its own memory
    flows.put(wiring.input(), new Flow(images, wiring.readers(wiring.input()), false));
    wiring.nodes().forEach(this::add);
    Tensor said = made.get(made.size() - 1).values();
    List<Tape.Step> forward = tape.recorded();
    if (!tape.purpose().goesBack()) {
      return new Recording(images, forward, said, null, List.of());
    }
    Tensor slopes = tape.empty(said.layout());
    made.get(made.size() - 1).addSlopes(slopes);
    goBack();
    return new Recording(images, forward, said, slopes, tape.recorded());
  }

  private void add(Node node) {
    List<Flow> in = node.inputs().stream().map(wiring::source).map(flows::get).toList();
    Op op = op(node, in, wiring.activation(node));
    in.forEach(flow -> flow.wasRead(tape));
    Flow flow = new Flow(op.values(), wiring.readers(node.name()), true);
    flows.put(node.name(), flow);
    ops.add(op);
    made.add(flow);
  }

  private void goBack() {
    for (int i = ops.size() - 1; i >= 0; i--) {
      Tensor slopes = made.get(i).slopes(tape);
      ops.get(i).backward(tape, slopes);
      if (i < ops.size() - 1) {
        tape.release(slopes); // those of the loss stay, to be written again
        tape.release(made.get(i).values());
      }
    }
  }

  private Op op(Node node, List<Flow> in, Activation activation) {
    Flow first = in.get(0);
    long[] shape = first.values().shape();
    Object conf = node.conf();
    if (conf instanceof ConvolutionLayer layer) {
      return new Convolution(
          tape,
          new Weighing(first, kernels(node, layer, shape)),
          Geometry.of(layer, shape),
          activation);
    }
    if (conf instanceof DenseLayer || conf instanceof OutputLayer) {
      return new Dense(
          tape, new Weighing(first, matrix(node, (FeedForwardLayer) conf, shape)), activation);
    }
    if (conf instanceof BatchNormalization layer) {
      return batchNorm(node, layer, first, activation);
    }
    if (conf instanceof SubsamplingLayer layer) {
      return new Pooling(
          tape,
          first,
          kind(layer.getPoolingType(), layer.isAvgPoolIncludePadInDivisor()),
          Geometry.of(layer, shape));
    }
    if (conf instanceof GlobalPoolingLayer layer) {
      algorithm kind = kind(layer.getPoolingType(), false);
      return new Pooling(tape, first, kind, Geometry.whole(shape));
    }
    return conf instanceof ElementWiseVertex
        ? new Addition(tape, first, in.get(1), activation)
        : new Elementwise(tape, first, activation);
  }

  private static algorithm kind(PoolingType type, boolean paddingCounts) {
    if (type == PoolingType.MAX) {
      return algorithm.pooling_max;
    }
    return paddingCounts
        ? algorithm.pooling_avg_include_padding
        : algorithm.pooling_avg_exclude_padding;
  }

  private Weights kernels(Node node, ConvolutionLayer layer, long[] maps) {
    int[] window = layer.getKernelSize();
    return weights(node, Tensor.plain(layer.getNOut(), maps[1], window[0], window[1]));
  }

  /** DL4J's matrix is [in, out] column by column: [out, in] row by row. */
  private Weights matrix(Node node, FeedForwardLayer layer, long[] in) {
    long[] shape = in.clone();
    shape[0] = layer.getNOut();
    return weights(node, Tensor.plain(shape));
  }

  private Weights weights(Node node, memory.desc layout) {
    String values = node.name() + "_W";
    String bias = node.name() + "_b";
    int position = parameters.position(values);
    if (!parameters.has(bias)) {
      return new Weights(
          position,
          parameters.values(values, layout),
          null,
          parameters.slopes(values, layout),
          null);
    }
    memory.desc line = Tensor.plain(Tensor.shape(layout)[0]);
    return new Weights(
        position,
        parameters.values(values, layout),
        parameters.values(bias, line),
        parameters.slopes(values, layout),
        parameters.slopes(bias, line));
  }

  private Op batchNorm(Node node, BatchNormalization layer, Flow in, Activation activation) {
    memory.desc both = Tensor.plain(2, in.values().shape()[1]);
    String gamma = node.name() + "_gamma";
    return new BatchNorm(
        tape,
        in,
        statistics(node, layer, in.values().shape()),
        parameters.values(gamma, both),
        parameters.slopes(gamma, both),
        !activation.isNone());
  }

  private Statistics statistics(Node node, BatchNormalization layer, long[] maps) {
    long channels = maps[1];
    long values = maps[0] * maps[2] * maps[3];
    float epsilon = (float) layer.getEps();
    if (!tape.purpose().normalisesBatches()) {
      return running(node, layer, Tensor.plain(channels), epsilon);
    }
    Observer observer = tape.purpose().observer();
    Statistics.Following following =
        observer == null
            ? steps(node, layer, (int) channels)
            : (mean, variance) -> observer.saw(node.name(), new Seen(mean, variance, values));
    return new Statistics(null, null, epsilon, following);
  }

  private static String spread(Node node, BatchNormalization layer) {
    return node.name() + (layer.isUseLogStd() ? "_log10stdev" : "_var");
  }

  private Statistics running(Node node, BatchNormalization layer, memory.desc line, float epsilon) {
    String spread = spread(node, layer);
    Tensor variance =
        layer.isUseLogStd()
            ? filled(line, ofLogarithms(parameters.valueView(spread)))
            : parameters.values(spread, line);
    return new Statistics(parameters.values(node.name() + "_mean", line), variance, epsilon, null);
  }

  /** What DL4J subtracts from its running statistics after a batch, as if it were a gradient. */
  private Statistics.Following steps(Node node, BatchNormalization layer, int channels) {
    String mean = node.name() + "_mean";
    FloatBuffer means = parameters.valueView(mean);
    FloatBuffer spreads = parameters.valueView(spread(node, layer));
    FloatBuffer meanSteps = parameters.slopeView(mean);
    FloatBuffer spreadSteps = parameters.slopeView(spread(node, layer));
    double decay = layer.getDecay();
    return (batchMean, batchVariance) -> {
      for (int c = 0; c < channels; c++) {
        meanSteps.put(c, (float) ((1 - decay) * (means.get(c) - batchMean.get(c))));
        spreadSteps.put(
            c,
            layer.isUseLogStd()
                ? logarithmicStep(spreads.get(c), batchVariance.get(c), decay)
                : (float) ((1 - decay) * (spreads.get(c) - batchVariance.get(c))));
      }
    };
  }

  private static float logarithmicStep(float logarithm, float batch, double decay) {
    double variance = Math.pow(10, 2 * logarithm);
    double next = decay * variance + (1 - decay) * batch;
    return (float) (0.5 * Math.log10(variance / next));
  }

  private static float[] ofLogarithms(FloatBuffer logarithms) {
    float[] variances = new float[logarithms.capacity()];
    for (int c = 0; c < variances.length; c++) {
      variances[c] = (float) Math.pow(10, 2 * logarithms.get(c));
    }
    return variances;
  }

  private Tensor filled(memory.desc layout, float[] content) {
    Tensor tensor = tape.kept(layout);
    tape.runBeforehand(() -> tensor.view().put(content));
    return tensor;
  }
}
