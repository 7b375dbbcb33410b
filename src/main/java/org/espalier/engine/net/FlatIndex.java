package org.espalier.engine.net;

import java.util.Map;
import java.util.OptionalInt;
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

  private int rank() {
    return lengths.length;
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
    for (int at : positions(chosen)) {
      position.accept(at);
    }
  }

  /** How many values a sub-array has. */
  public int count(Map<Integer, int[]> chosen) {
    return IntStream.range(0, rank())
        .map(axis -> chosen.containsKey(axis) ? chosen.get(axis).length : lengths[axis])
        .reduce(1, Math::multiplyExact);
  }

  /** The positions of a sub-array in C order. */
  public int[] positions(Map<Integer, int[]> chosen) {
    return positions(chosen, IntStream.range(0, rank()));
  }

  /** The same, in the order in which such a sub-array would lie if it were a parameter. */
  public int[] positionsAsLaid(Map<Integer, int[]> chosen) {
    int last = rank() - 1;
    return positions(
        chosen, IntStream.rangeClosed(0, last).map(i -> firstAxisFastest ? last - i : i));
  }

  /** The positions of some entries of an axis, entry by entry. */
  public int[] positionsOf(int axis, int[] entries) {
    IntStream others = IntStream.range(0, rank()).filter(other -> other != axis);
    return positions(Map.of(axis, entries), IntStream.concat(IntStream.of(axis), others));
  }

  /** Where some entries of an axis begin if they lie in one piece, entry by entry; else empty. */
  public OptionalInt start(int axis, int[] entries) {
    int next = 1;
    for (int other = rank() - 1; other >= 0; other--) {
      if (other != axis) {
        next = strides[other] == next ? next * lengths[other] : 0;
      }
    }
    boolean together = next == strides[axis];
    for (int i = 1; together && i < entries.length; i++) {
      together = entries[i] == entries[0] + i;
    }
    return together && entries.length > 0
        ? OptionalInt.of(offset + entries[0] * strides[axis])
        : OptionalInt.empty();
  }

  private int[] positions(Map<Integer, int[]> chosen, IntStream axes) {
    int[] slowestFirst = axes.toArray();
    int[] positions = {offset};
    for (int i = slowestFirst.length - 1; i >= 0; i--) {
      positions = sums(steps(slowestFirst[i], chosen.get(slowestFirst[i])), positions);
    }
    return positions;
  }

  /** How far the entries of an axis lie from its first; null stands for all. */
  private int[] steps(int axis, int[] entries) {
    int stride = strides[axis];
    int[] steps = new int[entries == null ? lengths[axis] : entries.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = (entries == null ? i : entries[i]) * stride;
    }
    return steps;
  }

  private static int[] sums(int[] slow, int[] fast) {
    int[] sums = new int[Math.multiplyExact(slow.length, fast.length)];
    int next = 0;
    for (int one : slow) {
      for (int other : fast) {
        sums[next++] = one + other;
      }
    }
    return sums;
  }
}
