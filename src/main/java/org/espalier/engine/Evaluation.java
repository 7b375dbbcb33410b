package org.espalier.engine;

import java.util.Arrays;

/** What a classifier answered: confusion [true class][answer] in rows, and mean cross-entropy. */
public final class Evaluation {
  private final int[][] confusion;
  private final double loss;

  Evaluation(int[][] confusion, double loss) {
    this.confusion = confusion;
    this.loss = loss;
  }

  /** Rows of class {@code label} that were answered with {@code answer}. */
  public int count(int label, int answer) {
    return confusion[label][answer];
  }

  public int classes() {
    return confusion.length;
  }

  public int rows() {
    return Arrays.stream(confusion).flatMapToInt(Arrays::stream).sum();
  }

  /** Share of the rows answered right. */
  public double accuracy() {
    int right = 0;
    for (int label = 0; label < confusion.length; label++) {
      right += confusion[label][label];
    }
    return (double) right / rows();
  }

  /** Mean of -ln p(true class). */
  public double loss() {
    return loss;
  }
}
