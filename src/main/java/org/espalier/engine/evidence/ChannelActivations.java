package org.espalier.engine.evidence;

/** Statistics of the activations of one layer's output channels, over rows. */
final class ChannelActivations {
  private final double[] means;
  private final double[] zeros;
  private final double[] taylors;
  private int rows;

  ChannelActivations(int channels) {
    means = new double[channels];
    zeros = new double[channels];
    taylors = new double[channels];
  }

  /**
   * Adds a row.
   *
   * @param values channel by channel
   * @param gradients of the cost by them
   */
  void add(float[] values, float[] gradients) {
    int area = values.length / means.length;
    for (int channel = 0; channel < means.length; channel++) {
      double sum = 0;
      double products = 0;
      int zero = 0;
      for (int i = channel * area; i < (channel + 1) * area; i++) {
        sum += values[i];
        products += (double) values[i] * gradients[i];
        zero += values[i] == 0 ? 1 : 0;
      }
      means[channel] += sum / area;
      zeros[channel] += (double) zero / area;
      taylors[channel] += Math.abs(products / area);
    }
    rows++;
  }

  /** Mean over rows and positions. */
  double mean(int channel) {
    return means[channel] / rows;
  }

  /** Share of exact zeros over rows and positions. */
  double zeroShare(int channel) {
    return zeros[channel] / rows;
  }

  /** Mean over rows of |mean over positions of z·∂C/∂z|. */
  double taylor(int channel) {
    return taylors[channel] / rows;
  }
}
