package org.espalier.engine.training;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.espalier.engine.compiled.Seen;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mean and variance of what reaches a batch norm, over several batches. Those of single batches add
 * up by the law of total variance: the mean of the variances, and the variance of the means.
 */
final class BatchNormStatistics {
  /** Channels that are always the same still have a logarithm. */
  private static final double LEAST_VARIANCE = 1e-20;

  private final double[] mean;
  private final double[] squares;
  private long count;

  BatchNormStatistics(Layer batchNorm) {
    int channels = (int) conf(batchNorm).getNOut();
    mean = new double[channels];
    squares = new double[channels];
  }

  /** Adds what has just reached a batch norm. */
  void addInputOf(Layer batchNorm) {
    INDArray input = batchNorm.input().castTo(DataType.DOUBLE);
    int[] others = others(input.rank(), conf(batchNorm).getCnn2DFormat());
    add(
        input.mean(others).dup().data().asDouble(),
        input.var(false, others).dup().data().asDouble(),
        input.length() / mean.length);
  }

  /** Adds what a batch has shown. */
  void add(Seen seen) {
    double[] means = new double[mean.length];
    double[] variances = new double[mean.length];
    for (int channel = 0; channel < mean.length; channel++) {
      means[channel] = seen.means().get(channel);
      variances[channel] = seen.variances().get(channel);
    }
    add(means, variances, seen.values());
  }

  private void add(double[] means, double[] variances, long values) {
    double share = (double) values / (count + values);
    for (int channel = 0; channel < mean.length; channel++) {
      double difference = means[channel] - mean[channel];
      mean[channel] += difference * share;
      squares[channel] += values * variances[channel] + count * share * difference * difference;
    }
    count += values;
  }

  /** Makes them a batch norm's running mean and variance. */
  void giveTo(Layer batchNorm) {
    assign(batchNorm.getParam("mean"), mean);
    double[] variance = new double[mean.length];
    for (int channel = 0; channel < variance.length; channel++) {
      double least = Math.max(squares[channel] / count, LEAST_VARIANCE);
      variance[channel] = conf(batchNorm).isUseLogStd() ? Math.log10(least) / 2 : least;
    }
    assign(batchNorm.getParam(conf(batchNorm).isUseLogStd() ? "log10stdev" : "var"), variance);
  }

  private static void assign(INDArray parameter, double[] values) {
    INDArray array = Nd4j.createFromArray(values).castTo(parameter.dataType());
    parameter.assign(array.reshape(parameter.shape()));
  }

  /** All axes but the one over channels. */
  private static int[] others(int rank, CNN2DFormat format) {
    if (rank == 2) {
      return new int[] {0};
    }
    return format == CNN2DFormat.NHWC ? new int[] {0, 1, 2} : new int[] {0, 2, 3};
  }

  private static BatchNormalization conf(Layer batchNorm) {
    return (BatchNormalization) batchNorm.conf().getLayer();
  }
}
