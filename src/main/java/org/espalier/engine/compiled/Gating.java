package org.espalier.engine.compiled;

import java.nio.FloatBuffer;

/**
 * The gradients that gates of a layer's outputs would have. An output is {@code z = Σ w·x + b} at
 * each of its places, so {@code Σ w·∂C/∂w = Σ (z - b)·∂C/∂z} over the places: no gradient of a
 * weight is needed. Where a ReLU has made zero of z, {@code ∂C/∂z} is zero as well.
 */
final class Gating {
  private final Weights weights;
  private final Tensor answers;
  private final Tensor slopes;
  private final int outputs;

  /**
   * @param answers of the layer, in a plain layout
   * @param slopes of the loss by what came before the activation, in the same layout
   */
  private Gating(Weights weights, Tensor answers, Tensor slopes) {
    this.weights = weights;
    this.answers = answers;
    this.slopes = slopes;
    this.outputs = (int) answers.shape()[1];
  }

  /** Whether a layer's answers tell what there was before its activation, where that matters. */
  static boolean sees(Activation activation) {
    return activation.isNone() || activation.equals(Activation.RELU);
  }

  /** Next, tells of each row. */
  static void tell(Tape tape, Weights weights, Tensor answers, Tensor slopes) {
    Tensor plain = tape.in(Tensor.plain(answers.shape()), answers);
    Tensor alike = tape.in(plain.layout(), slopes);
    Gating gating = new Gating(weights, plain, alike);
    tape.run(() -> gating.tell(tape.purpose().gates()));
    tape.release(alike);
    tape.release(plain);
  }

  private void tell(OutputGates told) {
    FloatBuffer allAnswers = answers.view();
    FloatBuffer allSlopes = slopes.view();
    int rows = (int) answers.shape()[0];
    float[] biases = biases();
    float[] answer = new float[allAnswers.capacity() / rows];
    float[] slope = new float[answer.length];
    double[] gradients = new double[outputs];
    int weightsOfEach = weights.values().view().capacity() / outputs;
    for (int row = 0; row < rows; row++) {
      allAnswers.get(row * answer.length, answer);
      allSlopes.get(row * slope.length, slope);
      for (int output = 0; output < outputs; output++) {
        gradients[output] = gradient(answer, slope, output, biases[output]);
      }
      told.saw(row, weights.position(), weightsOfEach, gradients);
    }
  }

  private float[] biases() {
    float[] biases = new float[outputs];
    if (weights.haveBias()) {
      weights.bias().view().get(biases);
    }
    return biases;
  }

  private double gradient(float[] answer, float[] slope, int output, float bias) {
    int places = answer.length / outputs;
    double sum = 0;
    for (int i = output * places; i < (output + 1) * places; i++) {
      sum += (double) slope[i] * (answer[i] - bias);
    }
    return sum;
  }
}
