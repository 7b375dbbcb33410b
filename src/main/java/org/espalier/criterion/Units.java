package org.espalier.criterion;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The units of one pool, a row each, and what is known of them.
 *
 * <p>A unit is a channel, with the filters of all layers that make it side by side in its row; or a
 * kernel; or a single weight. Their weights are always there, and evidence is added to them step by
 * step: each step makes a new value and copies no numbers.
 */
public final class Units {
  private final Matrix weights;
  private final int[] outputs;
  private final Map<Evidence, Object> evidence;

  private Units(Matrix weights, int[] outputs, Map<Evidence, Object> evidence) {
    this.weights = weights;
    this.outputs = outputs;
    this.evidence = evidence;
  }

  /** Channels, each an output of its own. */
  public static Units ofChannels(Matrix weights) {
    return of(weights, IntStream.range(0, weights.rows()).toArray());
  }

  /**
   * Units of any kind.
   *
   * @param outputs for each unit the output neuron or channel it belongs to, counted from 0
   */
  public static Units of(Matrix weights, int[] outputs) {
    if (outputs.length != weights.rows()) {
      throw new IllegalArgumentException(
          "outputs of %d units, but weights of %d".formatted(outputs.length, weights.rows()));
    }
    if (Arrays.stream(outputs).anyMatch(output -> output < 0)) {
      throw new IllegalArgumentException("an output below 0 among those of the units");
    }
    return new Units(weights, outputs, Map.of());
  }

  /** Adds {@link Evidence#SCALES}: γ, a column for each batch normalisation. */
  public Units withScales(Matrix scales) {
    return with(Evidence.SCALES, scales, scales.rows());
  }

  /** Adds {@link Evidence#ACTIVATIONS}. */
  public Units withActivations(Activations activations) {
    return with(Evidence.ACTIVATIONS, activations, activations.channels());
  }

  /** Adds {@link Evidence#GRADIENTS}. */
  public Units withGradients(Matrix gradients) {
    return withOneForEachWeight(Evidence.GRADIENTS, gradients);
  }

  /** Adds {@link Evidence#SQUARED_GRADIENTS}. */
  public Units withSquaredGradients(Matrix squares) {
    return withOneForEachWeight(Evidence.SQUARED_GRADIENTS, squares);
  }

  /** Adds {@link Evidence#GATES}. */
  public Units withGates(double[] squares) {
    return with(Evidence.GATES, squares, squares.length);
  }

  /** Adds {@link Evidence#INPUTS}: ‖x‖₂ over calibration rows of the input each weight reads. */
  public Units withInputNorms(Matrix inputNorms) {
    return withOneForEachWeight(Evidence.INPUTS, inputNorms);
  }

  /** Adds {@link Evidence#FLOW}: SynFlow's ∂R/∂|w| for each weight. */
  public Units withFlow(Matrix flow) {
    return withOneForEachWeight(Evidence.FLOW, flow);
  }

  public int count() {
    return weights.rows();
  }

  public Matrix weights() {
    return weights;
  }

  /** The output neuron or channel that a unit belongs to. */
  public int output(int unit) {
    return outputs[unit];
  }

  /** How many outputs the units may belong to. */
  int outputs() {
    return Arrays.stream(outputs).max().orElse(-1) + 1;
  }

  public Matrix scales() {
    return known(Evidence.SCALES, Matrix.class);
  }

  public Activations activations() {
    return known(Evidence.ACTIVATIONS, Activations.class);
  }

  public Matrix gradients() {
    return known(Evidence.GRADIENTS, Matrix.class);
  }

  public Matrix squaredGradients() {
    return known(Evidence.SQUARED_GRADIENTS, Matrix.class);
  }

  /** The squared gradient of each unit's gate. */
  public double[] gates() {
    return known(Evidence.GATES, double[].class);
  }

  public Matrix inputNorms() {
    return known(Evidence.INPUTS, Matrix.class);
  }

  public Matrix flow() {
    return known(Evidence.FLOW, Matrix.class);
  }

  private <T> T known(Evidence kind, Class<T> type) {
    Object found = evidence.get(kind);
    if (found == null) {
      throw new IllegalStateException("the units come without " + kind.label());
    }
    return type.cast(found);
  }

  private Units withOneForEachWeight(Evidence kind, Matrix values) {
    check(kind, "columns", values.columns(), weights.columns());
    return with(kind, values, values.rows());
  }

  private Units with(Evidence kind, Object found, int rows) {
    check(kind, "units", rows, weights.rows());
    Map<Evidence, Object> more = new EnumMap<>(Evidence.class);
    more.putAll(evidence);
    more.put(kind, found);
    return new Units(weights, outputs, more);
  }

  private static void check(Evidence kind, String what, int count, int expected) {
    if (count != expected) {
      throw new IllegalArgumentException(
          "%s of %d %s, but weights of %d".formatted(kind.label(), count, what, expected));
    }
  }
}
