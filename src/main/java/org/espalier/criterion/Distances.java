package org.espalier.criterion;

/**
 * Sums of Euclidean distances between rows.
 *
 * <p>Differences are taken and squared one by one in double precision: the product of the matrix
 * with itself would give the same with half the work, but not for rows that are nearly alike, which
 * are the ones that matter. It goes tile by tile, so that what is read again and again stays in the
 * processor's cache.
 */
final class Distances {
  private static final int TILE_ROWS = 128;
  private static final int TILE_COLUMNS = 256;

  private Distances() {}

  /** For each row the sum of its distances to all rows. */
  static double[] sums(Matrix matrix) {
    double[] sums = new double[matrix.rows()];
    for (int start = 0; start < sums.length; start += TILE_ROWS) {
      addDistances(matrix, start, Math.min(start + TILE_ROWS, sums.length), sums);
    }
    return sums;
  }

  /** Adds the distances between a tile's rows and these and all later ones, to the sums of both. */
  private static void addDistances(Matrix matrix, int start, int end, double[] sums) {
    double[][] squares = squares(matrix, start, end);
    for (int row = start; row < matrix.rows(); row++) {
      for (int other = start; other < end; other++) {
        double distance = Math.sqrt(squares[row - start][other - start]);
        sums[other] += distance;
        sums[row] += row < end ? 0 : distance;
      }
    }
  }

  /** The squared distances of all rows from {@code start} on to those of a tile. */
  private static double[][] squares(Matrix matrix, int start, int end) {
    double[][] squares = new double[matrix.rows() - start][end - start];
    for (int column = 0; column < matrix.columns(); column += TILE_COLUMNS) {
      double[][] tile =
          columns(matrix, column, Math.min(column + TILE_COLUMNS, matrix.columns()), start, end);
      for (int row = start; row < matrix.rows(); row++) {
        for (int i = 0; i < tile.length; i++) {
          addSquares(matrix.at(row, column + i), tile[i], squares[row - start]);
        }
      }
    }
    return squares;
  }

  /** A tile, a column each. */
  private static double[][] columns(Matrix matrix, int first, int last, int start, int end) {
    double[][] columns = new double[last - first][end - start];
    for (int row = start; row < end; row++) {
      for (int column = first; column < last; column++) {
        columns[column - first][row - start] = matrix.at(row, column);
      }
    }
    return columns;
  }

  private static void addSquares(double value, double[] others, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      double difference = value - others[i];
      sums[i] += difference * difference;
    }
  }
}
