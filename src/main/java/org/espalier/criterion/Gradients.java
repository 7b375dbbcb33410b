package org.espalier.criterion;

/**
 * How the cost C changes with weights, over calibration rows. Each row is a mini-batch, and g is
 * what ∂C/∂w is on one of them. Wraps what it is made of, and does not copy it.
 */
public final class Gradients {
  private final Matrix mean;
  private final Matrix meanSquare;
  private final double[] gateSquare;

  /**
   * Refuses numbers that are not of the same units.
   *
   * @param mean of g over the rows, for each weight
   * @param meanSquare of g² over the rows, for each weight: the diagonal of the empirical Fisher
   *     matrix
   * @param gateSquare mean over the rows of {@code (Σ g·w)²}, the sum over all weights of a unit:
   *     what a gate would have for a squared gradient by which the whole unit is multiplied
   */
  public Gradients(Matrix mean, Matrix meanSquare, double[] gateSquare) {
    if (meanSquare.rows() != mean.rows()
        || meanSquare.columns() != mean.columns()
        || gateSquare.length != mean.rows()) {
      throw new IllegalArgumentException(
          "%d x %d means, %d x %d squares and %d gates are not of the same units"
              .formatted(
                  mean.rows(),
                  mean.columns(),
                  meanSquare.rows(),
                  meanSquare.columns(),
                  gateSquare.length));
    }
    this.mean = mean;
    this.meanSquare = meanSquare;
    this.gateSquare = gateSquare;
  }

  public Matrix mean() {
    return mean;
  }

  public Matrix meanSquare() {
    return meanSquare;
  }

  public double gateSquare(int unit) {
    return gateSquare[unit];
  }
}
