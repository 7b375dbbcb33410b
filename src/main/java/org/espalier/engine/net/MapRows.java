package org.espalier.engine.net;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * NCHW maps, or vectors as maps of one value, to be read and written image by image: as a Java
 * array that the nearest cache holds, in which each channel is a row.
 */
final class MapRows {
  final int images;
  final int channels;

  /** Values of a channel in an image. */
  final int area;

  private final FloatBuffer values;

  /** Of maps that {@link #lieAsRows}. */
  MapRows(INDArray maps) {
    images = (int) maps.size(0);
    channels = (int) maps.size(1);
    area = (int) (maps.length() / images / channels);
    values = Floats.of(maps);
  }

  static boolean lieAsRows(INDArray maps) {
    return Floats.isOneView(maps)
        && maps.ordering() == 'c'
        && maps.rank() > 1
        && Shape.hasDefaultStridesForShape(maps);
  }

  /** Values of a channel in all images. */
  int perChannel() {
    return images * area;
  }

  /** An array for {@link #read} and {@link #write}. */
  float[] image() {
    return new float[channels * area];
  }

  void read(int number, float[] image) {
    values.get(number * image.length, image);
  }

  void write(int number, float[] image) {
    values.put(number * image.length, image);
  }

  /** The mean of each channel over all images. */
  double[] means() {
    double[] means = new double[channels];
    float[] image = image();
    for (int n = 0; n < images; n++) {
      read(n, image);
      for (int c = 0; c < channels; c++) {
        means[c] += sum(image, c);
      }
    }
    return overArea(means);
  }

  /** The biased variance of each channel over all images. */
  double[] variances(double[] means) {
    double[] variances = new double[channels];
    float[] image = image();
    for (int n = 0; n < images; n++) {
      read(n, image);
      for (int c = 0; c < channels; c++) {
        float mean = (float) means[c];
        variances[c] += products(image, mean, image, mean, c);
      }
    }
    return overArea(variances);
  }

  private double[] overArea(double[] sums) {
    for (int c = 0; c < channels; c++) {
      sums[c] /= perChannel();
    }
    return sums;
  }

  /**
   * The sum of a channel's row. Four sums at once, since each addition waits for the one before.
   */
  double sum(float[] image, int channel) {
    int from = channel * area;
    int fours = from + (area & ~3);
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    for (int i = from; i < fours; i += 4) {
      first += image[i];
      second += image[i + 1];
      third += image[i + 2];
      fourth += image[i + 3];
    }
    for (int i = fours; i < from + area; i++) {
      first += image[i];
    }
    return (double) first + second + third + fourth;
  }

  /** The sum of products of what two images hold in a channel, less a value each. */
  double products(float[] image, float less, float[] other, float otherLess, int channel) {
    int from = channel * area;
    int fours = from + (area & ~3);
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    for (int i = from; i < fours; i += 4) {
      first += (image[i] - less) * (other[i] - otherLess);
      second += (image[i + 1] - less) * (other[i + 1] - otherLess);
      third += (image[i + 2] - less) * (other[i + 2] - otherLess);
      fourth += (image[i + 3] - less) * (other[i + 3] - otherLess);
    }
    for (int i = fours; i < from + area; i++) {
      first += (image[i] - less) * (other[i] - otherLess);
    }
    return (double) first + second + third + fourth;
  }
}
