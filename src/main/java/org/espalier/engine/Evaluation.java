package org.espalier.engine;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.espalier.sweep.RowSlice;

/** What a classifier answered: confusion [true class][answer] in rows, and mean cross-entropy. */
public final class Evaluation implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[][] confusion;
  private final double[] losses;

  /**
   * Of some rows.
   *
   * @param losses of each mini-batch the sum over its rows, in their order
   */
  Evaluation(int[][] confusion, double[] losses) {
    this.confusion = confusion;
    this.losses = losses;
  }

  /**
   * Of the rows of several, in their order: of all {@link RowSlice slices} of some rows the same to
   * the bit as of those rows at once.
   */
  public static Evaluation ofAll(List<Evaluation> slices) {
    int classes = slices.get(0).classes();
    int[][] confusion = new int[classes][classes];
    for (Evaluation slice : slices) {
      for (int label = 0; label < classes; label++) {
        for (int answer = 0; answer < classes; answer++) {
          confusion[label][answer] += slice.count(label, answer);
        }
      }
    }
    return new Evaluation(
        confusion, slices.stream().flatMapToDouble(slice -> Arrays.stream(slice.losses)).toArray());
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
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return sum / rows();
  }
}
