package org.espalier.engine.surgery;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
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
  /** Weights that lie unit behind unit without a gap, so many a unit. */
  private record Run(int start, int columns) {}

  private final int columns;
  private final Supplier<int[]> positions;
  private final int[] outputs;
  private final List<Run> runs;

  private UnitLayout(int columns, Supplier<int[]> positions, int[] outputs) {
    this(columns, positions, outputs, List.of());
  }

  /**
   * Asks for positions when it needs them.
   *
   * @param runs that make up a row side by side; empty where some weights do not lie in a run
   */
  private UnitLayout(int columns, Supplier<int[]> positions, int[] outputs, List<Run> runs) {
    this.columns = columns;
    this.positions = positions;
    this.outputs = outputs;
    this.runs = runs;
  }

  /**
   * Channels: the filters of all layers that make a channel, side by side. Of a whole network these
   * are as many positions as weights, so each group's are found out when they are asked for.
   */
  public static UnitLayout ofChannels(Net net, ChannelGroup group) {
    int channels = group.channels();
    int columns = group.filters().stream().mapToInt(Slice::valuesPerChannel).sum();
    return new UnitLayout(
        columns,
        () -> filters(net, group, columns),
        IntStream.range(0, channels).toArray(),
        runs(net, group.filters()));
  }

  private static List<Run> runs(Net net, List<Slice> filters) {
    List<Run> runs = new ArrayList<>();
    for (Slice filter : filters) {
      index(net, filter.parameter())
          .start(filter.axis(), filter.entries())
          .ifPresent(start -> runs.add(new Run(start, filter.valuesPerChannel())));
    }
    return runs.size() == filters.size() ? runs : List.of();
  }

  private static int[] filters(Net net, ChannelGroup group, int columns) {
    List<int[]> filters =
        group.filters().stream()
            .map(slice -> index(net, slice.parameter()).positionsOf(slice.axis(), slice.entries()))
            .toList();
    return filters.size() == 1 ? filters.get(0) : sideBySide(filters, group.channels(), columns);
  }

  private static int[] sideBySide(List<int[]> filters, int channels, int columns) {
    int[] positions = new int[channels * columns];
    int first = 0;
    for (int[] filter : filters) {
      int own = filter.length / channels;
      for (int channel = 0; channel < channels; channel++) {
        System.arraycopy(filter, channel * own, positions, channel * columns + first, own);
      }
      first += own;
    }
    return positions;
  }

  /** Single weights, in C order. */
  public static UnitLayout ofWeights(Net net, Parameter matrix) {
    int[] positions = positions(net, matrix);
    return new UnitLayout(1, () -> positions, outputs(matrix));
  }

  /** The kernels of a convolution, height x width weights each. */
  public static UnitLayout ofKernels(Net net, Parameter filters) {
    int[] laid = positions(net, filters);
    int[] kernelOf = WeightUnits.kernelOfWeights(filters);
    int kernels = Math.toIntExact(WeightUnits.kernels(filters));
    int size = laid.length / kernels;
    int[] positions = new int[laid.length];
    int[] outputOf = outputs(filters);
    int[] outputs = new int[kernels];
    int[] filled = new int[kernels];
    for (int weight = 0; weight < laid.length; weight++) {
      int kernel = kernelOf[weight];
      positions[kernel * size + filled[kernel]++] = laid[weight];
      outputs[kernel] = outputOf[weight];
    }
    return new UnitLayout(size, () -> positions, outputs);
  }

  private static int[] positions(Net net, Parameter parameter) {
    return index(net, parameter).positions(Map.of());
  }

  /** Of each value, in C order, the output channel; of a depthwise kernel the one it reads. */
  private static int[] outputs(Parameter parameter) {
    int axis =
        parameter.outputAxis() == Parameter.NONE ? parameter.inputAxis() : parameter.outputAxis();
    int[] outputs = new int[Math.toIntExact(parameter.size())];
    if (axis == Parameter.NONE) {
      return outputs;
    }
    List<Integer> shape = parameter.shape();
    int behind = shape.subList(axis + 1, shape.size()).stream().reduce(1, Math::multiplyExact);
    int length = shape.get(axis);
    Arrays.setAll(outputs, value -> value / behind % length);
    return outputs;
  }

  private static FlatIndex index(Net net, Parameter parameter) {
    return new FlatIndex(net.parameter(parameter.name()), net.flat());
  }

  public int count() {
    return outputs.length;
  }

  /** Positions of all units' weights, unit by unit. */
  public int[] positions() {
    return positions.get();
  }

  /** How many weights a unit has. */
  public int columns() {
    return columns;
  }

  /** Whether each unit is all that makes an output channel or neuron. */
  public boolean areOutputs() {
    return IntStream.range(0, outputs.length).allMatch(unit -> outputs[unit] == unit);
  }

  /** For each unit the output channel or neuron that it is part of. */
  public int[] outputs() {
    return outputs;
  }

  /** Of every weight what a buffer has in its place, a row a unit, as long as it stays so. */
  public Matrix matrix(FloatBuffer flat) {
    return runs.isEmpty()
        ? matrix(position -> flat.get(position))
        : new Matrix(count(), columns, (unit, into, start) -> read(flat, unit, into, start));
  }

  private void read(FloatBuffer flat, int unit, float[] into, int start) {
    int next = start;
    for (Run run : runs) {
      flat.get(run.start + unit * run.columns, into, next, run.columns);
      next += run.columns;
    }
  }

  /** What is known of every weight, a row a unit. */
  public Matrix matrix(IntToDoubleFunction ofPosition) {
    int[] positions = positions();
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
      int[] positions = layout.positions();
      for (int i = 0; i < positions.length; i++) {
        unitOf[positions[i]] = first + i / layout.columns;
      }
      first += layout.count();
    }
    return unitOf;
  }
}
