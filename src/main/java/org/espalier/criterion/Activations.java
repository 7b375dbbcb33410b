package org.espalier.criterion;

/**
 * What channels answer to calibration rows, after their activation function; a value a channel.
 * Wraps the arrays, and does not copy them.
 */
public final class Activations {
  private final double[] mean;
  private final double[] zeroShare;
  private final double[] taylor;

  /**
   * Refuses arrays of different lengths.
   *
   * @param mean of the values, over rows and positions, summed over the places where a channel of
   *     coupled layers is active
   * @param zeroShare of values that are exactly zero
   * @param taylor mean over rows of {@code |mean over positions of z·∂C/∂z|}, with z the values and
   *     C the cost
   */
  public Activations(double[] mean, double[] zeroShare, double[] taylor) {
    if (zeroShare.length != mean.length || taylor.length != mean.length) {
      throw new IllegalArgumentException(
          "%d means, %d shares of zeros and %d Taylor terms are not of the same channels"
              .formatted(mean.length, zeroShare.length, taylor.length));
    }
    this.mean = mean;
    this.zeroShare = zeroShare;
    this.taylor = taylor;
  }

  public int channels() {
    return mean.length;
  }

  public double mean(int channel) {
    return mean[channel];
  }

  public double zeroShare(int channel) {
    return zeroShare[channel];
  }

  public double taylor(int channel) {
    return taylor[channel];
  }
}
