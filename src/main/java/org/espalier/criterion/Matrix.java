package org.espalier.criterion;

/**
 * The units to be scored, a row each: a filter's weights for channels, a single value for weights.
 *
 * <p>It wraps {@code values}, row after row, and does not copy them: a network's largest matrix is
 * passed by it.
 */
public final class Matrix {
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

  /** Each value a unit of its own. */
  public static Matrix ofSingles(float[] values) {
    return new Matrix(values.length, 1, values);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public float at(int row, int column) {
    return values[row * columns + column];
  }
}
