package org.espalier.plan;

import org.espalier.network.Parameter;

/**
 * How the weights of an array make up units larger than themselves: kernels, and blocks of
 * neighbours along the input axis. Weights are counted in C order.
 *
 * <p>Both need an output and an input axis. The kernels of a depthwise convolution are left alone:
 * each is all that its channel has, so that to zero one is to silence a channel.
 */
public final class WeightUnits {
  private WeightUnits() {}

  /** Whether it is a convolution's, with kernels of more than one weight. */
  public static boolean hasKernels(Parameter weights) {
    return connects(weights) && weights.shape().size() == 4 && kernels(weights) < weights.size();
  }

  /** Kernels in a convolution's weights: one for each output and input channel. */
  public static long kernels(Parameter weights) {
    return (long) outputs(weights) * inputs(weights);
  }

  /** For each weight the kernel it is in, those of the first output channel first. */
  public static int[] kernelOfWeights(Parameter weights) {
    int outputStride = stride(weights, weights.outputAxis());
    int inputStride = stride(weights, weights.inputAxis());
    int[] kernels = new int[Math.toIntExact(weights.size())];
    for (int weight = 0; weight < kernels.length; weight++) {
      int output = weight / outputStride % outputs(weights);
      int input = weight / inputStride % inputs(weights);
      kernels[weight] = output * inputs(weights) + input;
    }
    return kernels;
  }

  /** Whether its inputs divide into blocks of {@link Granularity#BLOCK}. */
  public static boolean hasBlocks(Parameter weights) {
    return connects(weights) && inputs(weights) % Granularity.BLOCK == 0;
  }

  /**
   * For each weight the block it is in, numbered from 0: neighbours along the input axis, and alike
   * along every other.
   */
  public static int[] blocks(Parameter weights) {
    int inner = stride(weights, weights.inputAxis());
    int outer = inner * inputs(weights);
    int blocksOfOuter = outer / Granularity.BLOCK;
    int[] blocks = new int[Math.toIntExact(weights.size())];
    for (int weight = 0; weight < blocks.length; weight++) {
      int input = weight / inner % inputs(weights);
      blocks[weight] =
          weight / outer * blocksOfOuter + input / Granularity.BLOCK * inner + weight % inner;
    }
    return blocks;
  }

  private static boolean connects(Parameter weights) {
    return weights.outputAxis() != Parameter.NONE && weights.inputAxis() != Parameter.NONE;
  }

  private static int outputs(Parameter weights) {
    return weights.shape().get(weights.outputAxis());
  }

  private static int inputs(Parameter weights) {
    return weights.shape().get(weights.inputAxis());
  }

  /** Weights from one entry of an axis to the next. */
  private static int stride(Parameter weights, int axis) {
    return weights.shape().stream().skip(axis + 1L).reduce(1, Math::multiplyExact);
  }
}
