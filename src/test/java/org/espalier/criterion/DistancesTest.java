package org.espalier.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiled sums of distances against pairs taken one by one. */
class DistancesTest {
  @ParameterizedTest
  @CsvSource({"0, 3", "1, 3", "127, 256", "128, 255", "129, 257", "300, 600"})
  void sumsAreThoseOfPairsAtAnySize(int rows, int columns) {
    Matrix matrix = matrix(rows, columns, 1);
    double[] sums = Distances.sums(matrix);

    assertThat(sums).hasSize(rows);
    for (int row = 0; row < rows; row++) {
      double expected = sumOfDistances(matrix, row);
      assertThat(sums[row]).isCloseTo(expected, within(1e-13 * expected));
    }
  }

  /** Here the product of the matrix with itself would be nothing but rounding. */
  @ParameterizedTest
  @CsvSource({"1e-4", "1e-6", "0"})
  void rowsThatAreNearlyAlikeAreMeasuredAsWellAsOthers(double spread) {
    Matrix matrix = matrix(200, 300, spread);
    double[] sums = Distances.sums(matrix);

    for (int row = 0; row < 200; row++) {
      double expected = sumOfDistances(matrix, row);
      assertThat(sums[row]).isCloseTo(expected, within(1e-13 * expected));
    }
  }

  /** Rows around one point. */
  private static Matrix matrix(int rows, int columns, double spread) {
    Random random = new Random(rows);
    double[] centre = random.doubles(columns).toArray();
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (centre[i % columns] + spread * random.nextGaussian());
    }
    return new Matrix(rows, columns, values);
  }

  private static double sumOfDistances(Matrix matrix, int row) {
    double[] distances = new double[matrix.rows()];
    for (int other = 0; other < matrix.rows(); other++) {
      for (int column = 0; column < matrix.columns(); column++) {
        double difference = matrix.at(row, column) - matrix.at(other, column);
        distances[other] += difference * difference;
      }
      distances[other] = Math.sqrt(distances[other]);
    }
    return Arrays.stream(distances).sum();
  }
}
