package org.espalier.engine.compiled;

import java.nio.FloatBuffer;

/** Cross-entropy of a softmax, class by class. */
final class SoftmaxLoss {
  private SoftmaxLoss() {}

  /**
   * Makes what a classifier says of a row to shares of one.
   *
   * @param row raw; changed
   */
  static void normalise(float[] row) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float value : row) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) Math.exp(row[i] - largest);
      sum += row[i];
    }
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) (row[i] / sum);
    }
  }

  /**
   * The loss of all rows together, and its slopes by what the classifier said.
   *
   * @param said raw, row by row
   * @param labels one-hot, row by row
   * @param slopes is filled
   */
  static double slopes(FloatBuffer said, FloatBuffer labels, FloatBuffer slopes, int classes) {
    float[] row = new float[classes];
    float[] label = new float[classes];
    double loss = 0;
    for (int start = 0; start < said.capacity(); start += classes) {
      said.get(start, row);
      labels.get(start, label);
      normalise(row);
      for (int i = 0; i < classes; i++) {
        if (label[i] != 0) {
          loss -= label[i] * Math.log(Math.max(row[i], Float.MIN_NORMAL));
        }
        row[i] -= label[i];
      }
      slopes.put(start, row);
    }
    return loss;
  }
}
