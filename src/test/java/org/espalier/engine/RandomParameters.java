package org.espalier.engine;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.engine.net.Net;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Parameters as no initialisation gives them: biases, slopes and batch-norm statistics that are
 * neither zero nor one, so that nothing cancels out by chance.
 */
final class RandomParameters {
  private RandomParameters() {}

  static void fill(Net net, long seed) {
    fill(net, seed, 1);
  }

  /**
   * Parameters with which a deep network still tells images apart when it is pruned.
   *
   * @param kept the share of a layer's inputs that will stay
   */
  static void fill(Net net, long seed, double kept) {
    RandomGenerator random = Recipe.generator(seed);
    for (Map<String, INDArray> arrays : net.parameters().values()) {
      arrays.forEach((key, array) -> fill(key, array, random, kept));
    }
  }

  private static void fill(String key, INDArray array, RandomGenerator random, double kept) {
    float[] values = new float[Math.toIntExact(array.length())];
    double scale = Math.sqrt(3 / (kept * fanIn(array)));
    for (int i = 0; i < values.length; i++) {
      values[i] =
          (float)
              switch (key) {
                case "var" -> random.nextDouble(0.5, 2);
                case "gamma" -> random.nextDouble(0.5, 1.5) * (random.nextInt(4) == 0 ? -1 : 1);
                case "log10stdev" -> random.nextDouble(-0.2, 0.2);
                case "mean", "beta", "b" -> 0.3 * random.nextGaussian();
                default -> scale * random.nextGaussian();
              };
    }
    array.assign(Nd4j.createFromArray(values).reshape('c', array.shape()));
    if (array.rank() == 4) {
      centre(array);
    }
  }

  /**
   * Takes the mean from each filter: what all images have in common, as the mean of what a ReLU
   * lets through, would drown what they differ in.
   */
  private static void centre(INDArray filters) {
    for (long filter = 0; filter < filters.size(0); filter++) {
      INDArray one = filters.slice(filter);
      if (one.length() > 2) {
        one.subi(one.meanNumber());
      }
    }
  }

  /** How many values are added up, so that outputs neither vanish nor explode; of slopes a few. */
  private static double fanIn(INDArray array) {
    return switch (array.rank()) {
      case 2 -> Math.max(8, array.size(0));
      case 4 -> array.length() / (double) Math.max(array.size(0), array.size(3));
      default -> 16;
    };
  }
}
