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

  private Compiler(Net net, Wiring wiring, boolean training) {
    this.wiring = wiring;
    this.tape = new Tape(training);
    this.parameters = new Parameters(net, tape);
  }

  /**
   * Compiles a network of which {@link Wiring#of} knows every node.
   *
   * @param batch shape of the images: [rows, channels, height, width]
   */
  static Program compile(Net net, Wiring wiring, long[] batch, boolean training) {
    Compiler compiler = new Compiler(net, wiring, training);
    try {
      return compiler.program(batch);
    } catch (RuntimeException | Error e) {
      compiler.tape.close();
      throw e;
    }
  }

  private Program program(long[] batch) {
    Tensor images = tape.kept(Tensor.plain(batch));
    flows.put(wiring.input(), new Flow(images, wiring.readers(wiring.input()), false));
    wiring.nodes().forEach(this::add);
    Tensor said = made.get(made.size() - 1).values();
    List<Tape.Step> forward = tape.recorded();
    if (!tape.training()) {
      return new Program(tape, images, forward, said, null, List.of());
    }
    Tensor slopes = tape.empty(said.layout());
    made.get(made.size() - 1).addSlopes(slopes);
    goBack();
    return new Program(tape, images, forward, said, slopes, tape.recorded());
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
    if (!parameters.has(bias)) {
      return new Weights(
          parameters.values(values, layout), null, parameters.slopes(values, layout), null);
    }
    memory.desc line = Tensor.plain(Tensor.shape(layout)[0]);
    return new Weights(
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
        statistics(node, layer, in.values().shape()[1]),
        parameters.values(gamma, both),
        parameters.slopes(gamma, both),
        !activation.isNone());
  }

  private Statistics statistics(Node node, BatchNormalization layer, long channels) {
    memory.desc line = Tensor.plain(channels);
    String mean = node.name() + "_mean";
    String spread = node.name() + (layer.isUseLogStd() ? "_log10stdev" : "_var");
    float epsilon = (float) layer.getEps();
    if (!tape.training()) {
      Tensor variance =
          layer.isUseLogStd()
              ? filled(line, ofLogarithms(parameters.valueView(spread)))
              : parameters.values(spread, line);
      return new Statistics(parameters.values(mean, line), variance, epsilon, null);
    }
    FloatBuffer means = parameters.valueView(mean);
    FloatBuffer spreads = parameters.valueView(spread);
    FloatBuffer meanSteps = parameters.slopeView(mean);
    FloatBuffer spreadSteps = parameters.slopeView(spread);
    double decay = layer.getDecay();
    return new Statistics(
        null,
        null,
        epsilon,
        (batchMean, batchVariance) -> {
          for (int c = 0; c < channels; c++) {
            meanSteps.put(c, (float) ((1 - decay) * (means.get(c) - batchMean.get(c))));
            spreadSteps.put(
                c,
                layer.isUseLogStd()
                    ? logarithmicStep(spreads.get(c), batchVariance.get(c), decay)
                    : (float) ((1 - decay) * (spreads.get(c) - batchVariance.get(c))));
          }
        });
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
    tensor.view().put(content);
    return tensor;
  }
}
