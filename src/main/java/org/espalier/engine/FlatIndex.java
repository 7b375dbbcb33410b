package org.espalier.engine;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where a parameter's values lie in the network's one flat parameter vector. The updater's state
 * lies in the same order, so what is cut from the one is cut from the other by the same positions.
 */
final class FlatIndex {
  private final long offset;
  private final int[] lengths;
  private final long[] strides;

  /**
   * Reads the place of a view.
   *
   * @param parameter a view into {@code flat}
   */
  FlatIndex(INDArray parameter, INDArray flat) {
    this.offset = parameter.offset() - flat.offset();
    this.lengths =
        IntStream.range(0, parameter.rank()).map(axis -> (int) parameter.size(axis)).toArray();
    this.strides = parameter.stride();
  }

  int length(int axis) {
    return lengths[axis];
  }

  int rank() {
    return lengths.length;
  }

  /**
   * Visits the positions of a sub-array in C order.
   *
   * @param chosen for each axis the entries to take, in order
   */
  void forEach(int[][] chosen, IntConsumer position) {
    visit(chosen, 0, offset, position);
  }

  private void visit(int[][] chosen, int axis, long base, IntConsumer position) {
    if (axis == chosen.length) {
      position.accept(Math.toIntExact(base));
      return;
    }
    for (int entry : chosen[axis]) {
      visit(chosen, axis + 1, base + entry * strides[axis], position);
    }
  }

  /** Every entry of every axis. */
  int[][] everything() {
    int[][] all = new int[lengths.length][];
    for (int axis = 0; axis < lengths.length; axis++) {
      all[axis] = IntStream.range(0, lengths[axis]).toArray();
    }
    return all;
  }
}
