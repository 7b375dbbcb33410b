package org.espalier.engine.evidence;

import java.util.Arrays;
import java.util.List;
import org.espalier.engine.compiled.OutputGates;
import org.espalier.engine.surgery.UnitLayout;

/**
 * What a gate that multiplies all weights of a unit would have for a gradient, {@code Σ w·∂C/∂w}:
 * of each row by itself, then squared and summed over the rows.
 */
final class Gates implements OutputGates {
  /** Kept apart for the rows of a batch, at most: 8 MiB. */
  private static final int MOST = 1 << 20;

  private final float[] weights;

  /** Where weights start that lie one behind the other and belong to one unit, and the end. */
  private final int[] starts;

  /** Whose they are; -1 for nobody's. */
  private final int[] units;

  private final double[][] ofRows;
  private final double[] squares;

  /**
   * None so far.
   *
   * @param layouts whose units are counted through
   * @param most rows that may come at once; they are fewer where units are many
   */
  Gates(List<UnitLayout> layouts, float[] weights, int most) {
    int[] unitOf = UnitLayout.unitOfPosition(layouts, weights.length);
    int count = layouts.stream().mapToInt(UnitLayout::count).sum();
    this.weights = weights;
    this.starts = starts(unitOf);
    this.units = Arrays.stream(starts, 0, starts.length - 1).map(start -> unitOf[start]).toArray();
    this.ofRows = new double[Math.max(1, Math.min(most, MOST / Math.max(1, count)))][count];
    this.squares = new double[count];
  }

  private static int[] starts(int[] unitOf) {
    int[] starts = new int[unitOf.length + 1];
    int runs = 0;
    for (int position = 0; position < unitOf.length; position++) {
      if (position == 0 || unitOf[position] != unitOf[position - 1]) {
        starts[runs++] = position;
      }
    }
    starts[runs] = unitOf.length;
    return Arrays.copyOf(starts, runs + 1);
  }

  /** Rows that may come at once. */
  int batch() {
    return ofRows.length;
  }

  /** Takes in the gradients of weights that lie one behind the other: multiples of values. */
  void add(int row, int position, float[] values, float factor) {
    int end = position + values.length;
    for (int run = run(position); starts[run] < end; run++) {
      if (units[run] >= 0) {
        int from = Math.max(starts[run], position);
        int to = Math.min(starts[run + 1], end);
        ofRows[row][units[run]] += factor * product(values, from - position, from, to - from);
      }
    }
  }

  @Override
  public void saw(int row, int position, int weightsOfEach, double[] gradients) {
    for (int output = 0; output < gradients.length; output++) {
      int unit = units[run(position + output * weightsOfEach)];
      if (unit >= 0) {
        ofRows[row][unit] += gradients[output];
      }
    }
  }

  /** The one that a position lies in. */
  private int run(int position) {
    int found = Arrays.binarySearch(starts, position);
    return found < 0 ? -found - 2 : found;
  }

  /** Of values with weights; in four sums, which a processor can work on at once. */
  private double product(float[] values, int first, int firstWeight, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i < count - 3; i += 4) {
      a += (double) values[first + i] * weights[firstWeight + i];
      b += (double) values[first + i + 1] * weights[firstWeight + i + 1];
      c += (double) values[first + i + 2] * weights[firstWeight + i + 2];
      d += (double) values[first + i + 3] * weights[firstWeight + i + 3];
    }
    for (; i < count; i++) {
      a += (double) values[first + i] * weights[firstWeight + i];
    }
    return a + b + c + d;
  }

  /** All of the rows' gradients are in; the next ones are of others. */
  void square() {
    for (double[] ofRow : ofRows) {
      for (int unit = 0; unit < squares.length; unit++) {
        squares[unit] += ofRow[unit] * ofRow[unit];
      }
      Arrays.fill(ofRow, 0);
    }
  }

  /** The sums of some units' squares. */
  double[] squares(int from, int to) {
    return Arrays.copyOfRange(squares, from, to);
  }
}
