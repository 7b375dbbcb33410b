package org.espalier.engine;

import java.util.stream.Stream;
import org.espalier.engine.compiled.Asking;
import org.espalier.engine.feed.RowBatches;
import org.espalier.engine.net.InputFormat;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.OffHeap;
import org.espalier.engine.training.StageFailure;
import org.espalier.sweep.RowSlice;
import org.espalier.sweep.Rows;
import org.nd4j.linalg.dataset.DataSet;

/** Runs a classifier over rows. */
final class Scorer {
  private static final double SMALLEST_PROBABILITY = 1e-30;

  private Scorer() {}

  /**
   * How the model answers.
   *
   * @param slices of the rows, one after the other
   * @throws StageFailure where an output is not finite
   */
  static Evaluation evaluate(Net net, Stream<Rows> slices) {
    try (Asking asking = Asking.of(net)) {
      return Evaluation.ofAll(
          slices.map(rows -> evaluate(asking, rows, net.inputFormat())).toList());
    }
  }

  private static Evaluation evaluate(Asking asking, Rows rows, InputFormat format) {
    int[][] confusion = new int[rows.classes()][rows.classes()];
    double[] losses = new double[RowSlice.batches(rows.count())];
    RowBatches batches = RowBatches.inOrder(rows, RowSlice.BATCH, format);
    for (int row = 0; batches.hasNext(); ) {
      DataSet batch = batches.next();
      float[] probabilities = asking.answers(batch.getFeatures());
      OffHeap.free(batch.getFeatures(), batch.getLabels());
      int outputs = probabilities.length / batch.numExamples();
      for (int i = 0; i < batch.numExamples(); i++, row++) {
        int answer = largest(probabilities, i * outputs, outputs);
        int label = rows.label(row);
        confusion[label][answer]++;
        losses[row / RowSlice.BATCH] -=
            Math.log(Math.max(probabilities[i * outputs + label], SMALLEST_PROBABILITY));
      }
    }
    return new Evaluation(confusion, losses);
  }

  private static int largest(float[] values, int start, int count) {
    int largest = 0;
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(values[start + i])) {
        throw new StageFailure("the model's output is " + values[start + i]);
      }
      if (values[start + i] > values[start + largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
