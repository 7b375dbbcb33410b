package org.espalier.criterion;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Units drawn at random and all that may be known of them, as plain arrays from which tests compute
 * for themselves.
 *
 * @param outputs for each unit its output
 * @param weights for each unit
 * @param scales for each channel, one for each batch normalisation
 * @param gradients for each calibration row, for each unit's weights
 * @param inputs the norm of what each weight reads
 * @param flow for each weight
 * @param answers for each channel its mean, its share of zeros and its Taylor term
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and nothing here lives beyond a test.
record KnownUnits(
    int[] outputs,
    float[][] weights,
    float[][] scales,
    float[][][] gradients,
    float[][] inputs,
    float[][] flow,
    double[][] answers) {
  private static final int CALIBRATION_ROWS = 4;
  private static final int BATCH_NORMS = 2;

  /** What the units are. */
  enum Kind {
    CHANNELS,
    KERNELS,
    SINGLE_WEIGHTS
  }

  /** Up to 20 units; some weights are zero. */
  static KnownUnits draw(Kind kind, Random random) {
    int count = random.nextInt(20);
    int columns =
        switch (kind) {
          case CHANNELS -> 1 + random.nextInt(10);
          case KERNELS -> 9;
          case SINGLE_WEIGHTS -> 1;
        };
    int[] outputs =
        kind == Kind.CHANNELS
            ? IntStream.range(0, count).toArray()
            : random.ints(count, 0, 3).toArray();
    return new KnownUnits(
        outputs,
        matrix(count, columns, () -> random.nextInt(9) == 0 ? 0 : random.nextGaussian()),
        matrix(count, BATCH_NORMS, random::nextGaussian),
        IntStream.range(0, CALIBRATION_ROWS)
            .mapToObj(row -> matrix(count, columns, random::nextGaussian))
            .toArray(float[][][]::new),
        matrix(count, columns, random::nextDouble),
        matrix(count, columns, random::nextDouble),
        IntStream.range(0, count)
            .mapToObj(
                unit ->
                    new double[] {
                      random.nextGaussian(), random.nextInt(11) / 10.0, random.nextDouble()
                    })
            .toArray(double[][]::new));
  }

  private static float[][] matrix(int rows, int columns, DoubleSupplier draw) {
    float[][] matrix = new float[rows][columns];
    for (float[] row : matrix) {
      for (int column = 0; column < columns; column++) {
        row[column] = (float) draw.getAsDouble();
      }
    }
    return matrix;
  }

  int count() {
    return outputs.length;
  }

  /** The same units, the one at {@code order[i]} now at i. */
  KnownUnits inOrder(int[] order) {
    return new KnownUnits(
        Arrays.stream(order).map(unit -> outputs[unit]).toArray(),
        inOrder(order, weights),
        inOrder(order, scales),
        Arrays.stream(gradients).map(row -> inOrder(order, row)).toArray(float[][][]::new),
        inOrder(order, inputs),
        inOrder(order, flow),
        Arrays.stream(order).mapToObj(unit -> answers[unit]).toArray(double[][]::new));
  }

  private static float[][] inOrder(int[] order, float[][] rows) {
    return Arrays.stream(order).mapToObj(unit -> rows[unit]).toArray(float[][]::new);
  }

  /** These units with one weight another. */
  KnownUnits with(int unit, float weight) {
    float[][] changed = Arrays.stream(weights).map(float[]::clone).toArray(float[][]::new);
    changed[unit][0] = weight;
    return new KnownUnits(outputs, changed, scales, gradients, inputs, flow, answers);
  }

  /** With all that can be known. */
  Units units() {
    return units(Set.of(Evidence.values()));
  }

  /** With this evidence and no other. */
  Units units(Set<Evidence> evidence) {
    Units units = Units.of(matrix(weights), outputs);
    for (Evidence kind : evidence) {
      units =
          switch (kind) {
            case SCALES -> units.withScales(matrix(scales));
            case ACTIVATIONS ->
                units.withActivations(new Activations(answer(0), answer(1), answer(2)));
            case GRADIENTS -> units.withGradients(meanOverRows(g -> g));
            case SQUARED_GRADIENTS -> units.withSquaredGradients(meanOverRows(g -> g * g));
            case GATES -> units.withGates(gates());
            case INPUTS -> units.withInputNorms(matrix(inputs));
            case FLOW -> units.withFlow(matrix(flow));
          };
    }
    return units;
  }

  private double[] answer(int index) {
    return Arrays.stream(answers).mapToDouble(answer -> answer[index]).toArray();
  }

  private Matrix meanOverRows(DoubleUnaryOperator ofGradient) {
    float[][] mean =
        Arrays.stream(weights).map(row -> new float[row.length]).toArray(float[][]::new);
    for (float[][] gradient : gradients) {
      for (int unit = 0; unit < count(); unit++) {
        for (int i = 0; i < mean[unit].length; i++) {
          mean[unit][i] += (float) ofGradient.applyAsDouble(gradient[unit][i]) / gradients.length;
        }
      }
    }
    return matrix(mean);
  }

  private double[] gates() {
    double[] squares = new double[count()];
    for (float[][] gradient : gradients) {
      for (int unit = 0; unit < count(); unit++) {
        double gate = 0;
        for (int i = 0; i < weights[unit].length; i++) {
          gate += (double) gradient[unit][i] * weights[unit][i];
        }
        squares[unit] += gate * gate / gradients.length;
      }
    }
    return squares;
  }

  /** Rows as the matrix that the engine would make of them. */
  static Matrix matrix(float[][] rows) {
    int columns = rows.length == 0 ? 1 : rows[0].length;
    float[] values = new float[rows.length * columns];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, values, row * columns, columns);
    }
    return new Matrix(rows.length, columns, values);
  }
}
