package org.espalier.engine.compiled;

import java.nio.FloatBuffer;
import java.util.List;
import org.espalier.engine.net.Floats;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** All that is to be done with a batch of one size, in its order. */
final class Program implements AutoCloseable {
  private final Tape tape;
  private final Tensor images;
  private final List<Tape.Step> forward;
  private final List<Tape.Step> backward;
  private final FloatBuffer said;
  private final FloatBuffer slopes;
  private final int classes;

  /** Held, since it must not be freed while primitives read it. */
  private INDArray seen;

  /**
   * @param images whose memory is set to each batch
   * @param said what the classifier says, raw: [rows, classes]
   * @param slopes of the loss by that, of the same shape; null where there is no way back
   */
  Program(
      Tape tape,
      Tensor images,
      List<Tape.Step> forward,
      Tensor said,
      Tensor slopes,
      List<Tape.Step> backward) {
    tape.allocate();
    this.tape = tape;
    this.images = images;
    this.forward = forward;
    this.said = said.view();
    this.slopes = slopes == null ? null : slopes.view();
    this.backward = backward;
    this.classes = (int) said.shape()[1];
    tape.beforehand().forEach(Tape.Step::run);
  }

  /**
   * Answers a batch.
   *
   * @return shares of one, row by row
   */
  float[] answer(INDArray batch) {
    pass(batch);
    float[] answers = new float[said.capacity()];
    float[] row = new float[classes];
    for (int start = 0; start < answers.length; start += classes) {
      said.get(start, row);
      SoftmaxLoss.normalise(row);
      System.arraycopy(row, 0, answers, start, classes);
    }
    return answers;
  }

  /** Passes a batch forward, for those who are told what is seen on the way. */
  void pass(INDArray batch) {
    see(batch);
    forward.forEach(Tape.Step::run);
  }

  /** From now on a batch's values are the images. */
  private void see(INDArray batch) {
    boolean inOnePiece = batch.ordering() == 'c' && Shape.hasDefaultStridesForShape(batch);
    seen = inOnePiece ? batch : batch.dup('c');
    images.values().set_data_handle(seen.data().addressPointer());
  }

  /**
   * Passes a batch forward and back; leaves the gradients, summed over its rows, where DL4J has
   * them.
   *
   * @param labels one-hot
   * @return the loss, summed over its rows
   */
  double differentiate(INDArray batch, INDArray labels) {
    pass(batch);
    double loss = SoftmaxLoss.slopes(said, Floats.of(labels), slopes, classes);
    backward.forEach(Tape.Step::run);
    return loss;
  }

  @Override
  public void close() {
    tape.close();
  }
}
