package org.espalier.engine.net;

import java.lang.reflect.Field;
import java.nio.FloatBuffer;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNBatchNormHelper;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.normalization.BatchNormalizationHelper;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch normalisation of NCHW maps in training, row by row in plain Java (Ioffe and Szegedy 2015,
 * algorithm 1 and the gradients behind it).
 *
 * <p>ND4J takes variances over batch, height and width by a generic reduction, some 20 ns a value,
 * and its backward pass by oneDNN first copies the maps into another order and back: together two
 * fifths of ResNet-20's training. What this does not do, such as maps with their channels last and
 * all that is no training, stays with oneDNN.
 */
final class RowBatchNorm implements BatchNormalizationHelper {
  private static final Field HELPER = helper();

  private final BatchNormalizationHelper oneDnn;
  private boolean byRows;
  private double[] mean;
  private double[] deviation;
  private INDArray meanCache;
  private INDArray varianceCache;

  private RowBatchNorm(BatchNormalizationHelper oneDnn) {
    this.oneDnn = oneDnn;
  }

  /** Takes its place in all layers that normalise batches by oneDNN. */
  static void serve(Layer[] layers) {
    try {
      for (Layer layer : layers) {
        if (layer instanceof BatchNormalization
            && HELPER.get(layer) instanceof MKLDNNBatchNormHelper oneDnn) {
          HELPER.set(layer, new RowBatchNorm(oneDnn));
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Field helper() {
    try {
      Field helper = BatchNormalization.class.getDeclaredField("helper");
      helper.setAccessible(true);
      return helper;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("this DL4J's batch normalisation takes no helper", e);
    }
  }

  @Override
  public INDArray preOutput(
      INDArray x,
      boolean training,
      long[] shape,
      INDArray gamma,
      INDArray beta,
      INDArray globalMean,
      INDArray globalVariance,
      double decay,
      double eps,
      CNN2DFormat format,
      LayerWorkspaceMgr memory) {
    byRows = training && format == CNN2DFormat.NCHW && MapRows.lieAsRows(x);
    if (!byRows) {
      return oneDnn.preOutput(
          x, training, shape, gamma, beta, globalMean, globalVariance, decay, eps, format, memory);
    }
    MapRows rows = new MapRows(x);
    takeMoments(rows, eps);
    INDArray y = memory.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, x.shape());
    normalise(rows, Floats.of(gamma), Floats.of(beta), new MapRows(y));
    return y;
  }

  private void takeMoments(MapRows x, double eps) {
    mean = x.means();
    double[] variance = x.variances(mean);
    deviation = new double[x.channels];
    for (int c = 0; c < x.channels; c++) {
      deviation[c] = Math.sqrt(variance[c] + eps);
    }
    if (meanCache == null) {
      meanCache = Nd4j.create(DataType.FLOAT, x.channels).detach();
      varianceCache = Nd4j.create(DataType.FLOAT, x.channels).detach();
    }
    put(mean, meanCache);
    put(variance, varianceCache);
  }

  private void normalise(MapRows x, FloatBuffer gamma, FloatBuffer beta, MapRows y) {
    float[] image = x.image();
    for (int n = 0; n < x.images; n++) {
      x.read(n, image);
      for (int c = 0; c < x.channels; c++) {
        double scale = gamma.get(c) / deviation[c];
        scale(image, c, x.area, (float) scale, (float) (beta.get(c) - mean[c] * scale));
      }
      y.write(n, image);
    }
  }

  private static void scale(float[] image, int channel, int area, float scale, float shift) {
    for (int i = channel * area; i < (channel + 1) * area; i++) {
      image[i] = image[i] * scale + shift;
    }
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray x,
      INDArray epsilon,
      long[] shape,
      INDArray gamma,
      INDArray beta,
      INDArray dGamma,
      INDArray dBeta,
      double eps,
      CNN2DFormat format,
      LayerWorkspaceMgr memory) {
    if (!byRows) {
      return oneDnn.backpropGradient(
          x, epsilon, shape, gamma, beta, dGamma, dBeta, eps, format, memory);
    }
    INDArray dy = MapRows.lieAsRows(epsilon) ? epsilon : epsilon.dup('c');
    INDArray dx = memory.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, x.shape());
    backward(new MapRows(x), new MapRows(dy), Floats.of(gamma), dGamma, dBeta, new MapRows(dx));
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(BatchNormalizationParamInitializer.GAMMA, dGamma);
    gradient.setGradientFor(BatchNormalizationParamInitializer.BETA, dBeta);
    return new Pair<>(gradient, dx);
  }

  private void backward(
      MapRows x, MapRows dy, FloatBuffer gamma, INDArray dGamma, INDArray dBeta, MapRows dx) {
    double[] slopes = new double[x.channels];
    double[] alongX = new double[x.channels];
    float[] image = x.image();
    float[] slope = x.image();
    for (int n = 0; n < x.images; n++) {
      x.read(n, image);
      dy.read(n, slope);
      for (int c = 0; c < x.channels; c++) {
        slopes[c] += dy.sum(slope, c);
        alongX[c] += x.products(image, (float) mean[c], slope, 0, c) / deviation[c];
      }
    }
    put(slopes, dBeta);
    put(alongX, dGamma);
    for (int n = 0; n < x.images; n++) {
      x.read(n, image);
      dy.read(n, slope);
      for (int c = 0; c < x.channels; c++) {
        // dx = γ/σ · (dy − mean(dy) − x̂ · mean(dy · x̂)) with x̂ = (x − mean) / σ
        double perX = alongX[c] / x.perChannel() / deviation[c];
        double shift = mean[c] * perX - slopes[c] / x.perChannel();
        float scale = (float) (gamma.get(c) / deviation[c]);
        centre(slope, image, c, x.area, scale, (float) perX, (float) shift);
      }
      dx.write(n, slope);
    }
  }

  private static void centre(
      float[] slope, float[] image, int channel, int area, float scale, float perX, float shift) {
    for (int i = channel * area; i < (channel + 1) * area; i++) {
      slope[i] = scale * (slope[i] - image[i] * perX + shift);
    }
  }

  private static void put(double[] values, INDArray vector) {
    FloatBuffer buffer = Floats.of(vector);
    for (int c = 0; c < values.length; c++) {
      buffer.put(c, (float) values[c]);
    }
  }

  @Override
  public INDArray getMeanCache(DataType dataType) {
    return byRows ? meanCache : oneDnn.getMeanCache(dataType);
  }

  @Override
  public INDArray getVarCache(DataType dataType) {
    return byRows ? varianceCache : oneDnn.getVarCache(dataType);
  }

  @Override
  public boolean checkSupported() {
    return oneDnn.checkSupported();
  }

  @Override
  public boolean checkSupported(double eps, boolean fixedGammaBeta) {
    return oneDnn.checkSupported(eps, fixedGammaBeta);
  }

  @Override
  public Map<String, Long> helperMemoryUse() {
    return oneDnn.helperMemoryUse();
  }
}
