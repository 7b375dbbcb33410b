package org.espalier.engine.surgery;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.espalier.criterion.Matrix;
import org.espalier.engine.net.FlatIndex;
import org.espalier.engine.net.Net;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Parameter;
import org.espalier.network.Slice;
import org.espalier.plan.WeightUnits;

/** Where the weights of a pool's units lie in the network's flat parameters, a row a unit. */
public final class UnitLayout {
  private final int columns;
  private final int[] positions;
  private final int[] outputs;

  private UnitLayout(int columns, int[] positions, int[] outputs) {
    this.columns = columns;
    this.positions = positions;
    this.outputs = outputs;
  }

  /** Channels: the filters of all layers that make a channel, side by side. */
  public static UnitLayout ofChannels(Net net, ChannelGroup group) {
    List<FlatIndex> arrays =
        group.filters().stream().map(slice -> index(net, slice.parameter())).toList();
    IntStream.Builder positions = IntStream.builder();
    for (int channel = 0; channel < group.channels(); channel++) {
      for (int i = 0; i < arrays.size(); i++) {
        Slice slice = group.filters().get(i);
        int[] entries = slice.entries(channel).stream().mapToInt(Integer::intValue).toArray();
        arrays.get(i).forEach(Map.of(slice.axis(), entries), positions::add);
      }
    }
    int[] all = positions.build().toArray();
    return new UnitLayout(
        all.length / group.channels(), all, IntStream.range(0, group.channels()).toArray());
  }

  /** Single weights, in C order. */
  public static UnitLayout ofWeights(Net net, Parameter matrix) {
    int[] positions = positions(net, matrix);
    int[] outputs = IntStream.range(0, positions.length).map(i -> output(matrix, i)).toArray();
    return new UnitLayout(1, positions, outputs);
  }

  /** The kernels of a convolution, height x width weights each. */
  public static UnitLayout ofKernels(Net net, Parameter filters) {
    int[] laid = positions(net, filters);
    int[] kernelOf = WeightUnits.kernelOfWeights(filters);
    int kernels = Math.toIntExact(WeightUnits.kernels(filters));
    int size = laid.length / kernels;
    int[] positions = new int[laid.length];
    int[] outputs = new int[kernels];
    int[] filled = new int[kernels];
    for (int weight = 0; weight < laid.length; weight++) {
      int kernel = kernelOf[weight];
      positions[kernel * size + filled[kernel]++] = laid[weight];
      outputs[kernel] = output(filters, weight);
    }
    return new UnitLayout(size, positions, outputs);
  }

  private static int[] positions(Net net, Parameter parameter) {
    IntStream.Builder positions = IntStream.builder();
    index(net, parameter).forEach(positions::add);
    return positions.build().toArray();
  }

  /** The output channel of a value, counted in C order; of a depthwise kernel the one it reads. */
  private static int output(Parameter parameter, int value) {
    int axis =
        parameter.outputAxis() == Parameter.NONE ? parameter.inputAxis() : parameter.outputAxis();
    if (axis == Parameter.NONE) {
      return 0;
    }
    List<Integer> shape = parameter.shape();
    int behind = shape.subList(axis + 1, shape.size()).stream().reduce(1, Math::multiplyExact);
    return value / behind % shape.get(axis);
  }

  private static FlatIndex index(Net net, Parameter parameter) {
    return new FlatIndex(net.parameter(parameter.name()), net.flat());
  }

  public int count() {
    return outputs.length;
  }

  /** Positions of a unit's weights. */
  public IntStream positions(int unit) {
    return Arrays.stream(positions, unit * columns, (unit + 1) * columns);
  }

  /** For each unit the output channel or neuron that it is part of. */
  public int[] outputs() {
    return outputs;
  }

  /** What is known of every weight, a row a unit. */
  public Matrix matrix(IntToDoubleFunction ofPosition) {
    float[] values = new float[positions.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ofPosition.applyAsDouble(positions[i]);
    }
    return new Matrix(outputs.length, columns, values);
  }

  /**
   * Which unit each position of the flat parameters belongs to, -1 for none.
   *
   * @param layouts whose units are counted through
   * @param length of the flat parameters
   */
  public static int[] unitOfPosition(List<UnitLayout> layouts, int length) {
    int[] unitOf = new int[length];
    Arrays.fill(unitOf, -1);
    int first = 0;
    for (UnitLayout layout : layouts) {
      for (int i = 0; i < layout.positions.length; i++) {
        unitOf[layout.positions[i]] = first + i / layout.columns;
      }
      first += layout.count();
    }
    return unitOf;
  }
}
