package org.espalier.criterion;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Numbers of units, a row each.
 *
 * <p>It wraps {@code values}, row after row, and does not copy them: a network's largest matrix is
 * passed by it.
 */
public final class Matrix {
  /** What one place adds to the sum of its row. */
  @FunctionalInterface
  interface Term {
    double at(int row, int column);
  }

  private final int rows;
  private final int columns;
  private final float[] values;

  public Matrix(int rows, int columns, float[] values) {
    if (rows < 0 || columns < 1 || (long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          "%d values do not make %d x %d".formatted(values.length, rows, columns));
    }
    this.rows = rows;
    this.columns = columns;
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
    return values[row * columns + column];
  }

  /** For each row the sum of what becomes of its values. */
  double[] rowSums(DoubleUnaryOperator each) {
    double[] sums = new double[rows];
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        sum += each.applyAsDouble(values[i]);
      }
      sums[row] = sum;
    }
    return sums;
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
