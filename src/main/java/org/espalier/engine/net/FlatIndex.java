package org.espalier.engine.net;

import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where a parameter's values lie in the network's one flat parameter vector. The updater's state
 * lies in the same order, so what is cut from the one is cut from the other by the same positions.
 */
public final class FlatIndex {
  private final int offset;
  private final int[] lengths;
  private final int[] strides;
  private final boolean firstAxisFastest;

  /**
   * Reads the place of a view.
   *
   * @param parameter a view into {@code flat}
   */
  public FlatIndex(INDArray parameter, INDArray flat) {
    this.offset = Math.toIntExact(parameter.offset() - flat.offset());
    this.lengths = lengths(parameter);
    this.strides =
        parameter.rank() == 1
            ? new int[] {parameter.stride(0), parameter.stride(0)}
            : IntStream.range(0, parameter.rank()).map(parameter::stride).toArray();
    this.firstAxisFastest = parameter.ordering() == 'f';
  }

  /** A vector's are [1, n], however DL4J shapes it. */
  static int[] lengths(INDArray parameter) {
    IntStream lengths = LongStream.of(parameter.shape()).mapToInt(Math::toIntExact);
    return parameter.rank() == 1 ? new int[] {1, (int) parameter.length()} : lengths.toArray();
  }

  public int offset() {
    return offset;
  }

  int length(int axis) {
    return lengths[axis];
  }

  int rank() {
    return lengths.length;
  }

  /** How many values the chosen entries hold. */
  public int size(Map<Integer, int[]> chosen) {
    return IntStream.range(0, rank())
        .map(axis -> chosen.containsKey(axis) ? chosen.get(axis).length : lengths[axis])
        .reduce(1, Math::multiplyExact);
  }

  /** Visits the positions of all values in C order. */
  public void forEach(IntConsumer position) {
    forEach(Map.of(), position);
  }

  /**
   * Visits the positions of a sub-array in C order.
   *
   * @param chosen the entries to take of an axis, in order; an axis that is not there is taken
   *     whole
   */
  public void forEach(Map<Integer, int[]> chosen, IntConsumer position) {
    visit(steps(chosen), IntStream.range(0, rank()).toArray(), 0, offset, position);
  }

  /** Visits them in the order in which such a sub-array would lie if it were a parameter. */
  public void forEachAsLaid(Map<Integer, int[]> chosen, IntConsumer position) {
    int last = rank() - 1;
    int[] axes = IntStream.rangeClosed(0, last).map(i -> firstAxisFastest ? last - i : i).toArray();
    visit(steps(chosen), axes, 0, offset, position);
  }

  /** How far the chosen entries of each axis lie from its first. */
  private int[][] steps(Map<Integer, int[]> chosen) {
    int[][] steps = new int[rank()][];
    for (int axis = 0; axis < steps.length; axis++) {
      int stride = strides[axis];
      int[] entries = chosen.get(axis);
      IntStream taken = entries == null ? IntStream.range(0, lengths[axis]) : IntStream.of(entries);
      steps[axis] = taken.map(entry -> entry * stride).toArray();
    }
    return steps;
  }

  private static void visit(int[][] steps, int[] axes, int depth, int base, IntConsumer position) {
    if (depth == axes.length) {
      position.accept(base);
      return;
    }
    int[] along = steps[axes[depth]];
    if (depth == axes.length - 1) {
      for (int step : along) {
        position.accept(base + step);
      }
      return;
    }
    for (int step : along) {
      visit(steps, axes, depth + 1, base + step, position);
    }
  }
}
