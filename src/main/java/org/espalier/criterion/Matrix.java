package org.espalier.criterion;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Numbers of units, a row each.
 *
 * <p>Rows are read from where they lie: a network's largest matrix is passed by this, and norms
 * look at each row only once, so it is copied only for what looks at single numbers.
 */
public final class Matrix {
  /** What one place adds to the sum of its row. */
  @FunctionalInterface
  interface Term {
    double at(int row, int column);
  }

  /** Where rows lie. */
  @FunctionalInterface
  public interface Rows {
    /** Writes a row into an array, from {@code start} on. */
    void read(int row, float[] into, int start);
  }

  private final int rows;
  private final int columns;
  private final Rows source;
  private float[] values;

  /** Reads rows when they are asked for. */
  public Matrix(int rows, int columns, Rows source) {
    if (rows < 0 || columns < 1 || (long) rows * columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("there is no matrix of %d x %d".formatted(rows, columns));
    }
    this.rows = rows;
    this.columns = columns;
    this.source = source;
  }

  /** Wraps values, row after row. */
  public Matrix(int rows, int columns, float[] values) {
    this(
        rows,
        columns,
        (row, into, start) -> System.arraycopy(values, row * columns, into, start, columns));
    if (rows * columns != values.length) {
      throw new IllegalArgumentException(
          "%d values do not make %d x %d".formatted(values.length, rows, columns));
    }
    this.values = values;
  }

  /** Each value a row of its own. */
  public static Matrix ofSingles(float[] values) {
    return new Matrix(values.length, 1, values);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** A value, widened, so that no product of two overflows. */
  public double at(int row, int column) {
    return values()[row * columns + column];
  }

  private float[] values() {
    if (values == null) {
      values = new float[rows * columns];
      for (int row = 0; row < rows; row++) {
        source.read(row, values, row * columns);
      }
    }
    return values;
  }

  /** For each row the sum of its absolute values. */
  double[] l1Norms() {
    return ofRows(Matrix::l1Norm);
  }

  /** For each row the sum of its squares. */
  double[] squaredL2Norms() {
    return ofRows(Matrix::squaredL2Norm);
  }

  private double[] ofRows(ToDoubleFunction<float[]> ofRow) {
    float[] numbers = new float[columns];
    double[] all = new double[rows];
    for (int row = 0; row < rows; row++) {
      source.read(row, numbers, 0);
      all[row] = ofRow.applyAsDouble(numbers);
    }
    return all;
  }

  private static double l1Norm(float[] row) {
    double sum = 0;
    for (double value : row) { // of a float, Math.abs is a call where only C1 compiles
      sum += Math.abs(value);
    }
    return sum;
  }

  private static double squaredL2Norm(float[] row) {
    double sum = 0;
    for (double value : row) {
      sum += value * value;
    }
    return sum;
  }

  /** For each row the sum of a term over all its places. */
  double[] rowSums(Term term) {
    double[] sums = new double[rows];
    Arrays.setAll(sums, row -> rowSum(row, term));
    return sums;
  }

  private double rowSum(int row, Term term) {
    double sum = 0;
    for (int column = 0; column < columns; column++) {
      sum += term.at(row, column);
    }
    return sum;
  }
}
