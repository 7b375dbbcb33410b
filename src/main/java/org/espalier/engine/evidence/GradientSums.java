package org.espalier.engine.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.criterion.Evidence;
import org.espalier.engine.compiled.OutputGates;
import org.espalier.engine.compiled.RowGradients;
import org.espalier.engine.surgery.UnitLayout;

/** What the gradients of calibration rows come to, as far as anyone asks for it. */
final class GradientSums implements RowGradients {
  private final float[] weights;
  private final double[] gradients;
  private final double[] squares;
  private final Gates gates;
  private final boolean wholeOutputs;
  private final int batch;

  /**
   * None so far.
   *
   * @param weights the network's flat parameters
   * @param layouts the units whose gates are asked for
   * @param most rows that may come at once
   */
  GradientSums(float[] weights, List<UnitLayout> layouts, Set<Evidence> needs, int most) {
    boolean ofGates = needs.contains(Evidence.GATES);
    boolean ofWeights = layouts.stream().allMatch(layout -> layout.columns() == 1);
    boolean ofSquares = needs.contains(Evidence.SQUARED_GRADIENTS) || (ofGates && ofWeights);
    this.weights = weights;
    this.gradients = needs.contains(Evidence.GRADIENTS) ? new double[weights.length] : null;
    this.squares = ofSquares ? new double[weights.length] : null;
    this.gates = ofGates && !ofWeights ? new Gates(layouts, weights, most) : null;
    this.batch = gates == null ? most : gates.batch();
    this.wholeOutputs = layouts.stream().allMatch(UnitLayout::areOutputs);
  }

  /** Rows that may come at once. */
  int batch() {
    return batch;
  }

  /** Who wants to know of nothing but gates of whole outputs; empty where more is asked for. */
  Optional<OutputGates> gatesAlone() {
    boolean more = gradients != null || squares != null;
    return more || !wholeOutputs ? Optional.empty() : Optional.ofNullable(gates);
  }

  @Override
  public void saw(int row, int position, float[] values, float factor) {
    if (gradients != null) {
      for (int i = 0; i < values.length; i++) {
        gradients[position + i] += factor * values[i];
      }
    }
    if (squares != null) {
      for (int i = 0; i < values.length; i++) {
        double gradient = factor * values[i];
        squares[position + i] += gradient * gradient;
      }
    }
    if (gates != null) {
      gates.add(row, position, values, factor);
    }
  }

  /** The next rows are others. */
  void endBatch() {
    if (gates != null) {
      gates.square();
    }
  }

  double gradient(int position) {
    return gradients[position];
  }

  double square(int position) {
    return squares[position];
  }

  /**
   * Of the squared gradients of gates; a gate of one weight has w·∂C/∂w.
   *
   * @param first number of the layout's first unit, counted through all layouts
   */
  double[] gates(UnitLayout layout, int first) {
    return gates == null
        ? Arrays.stream(layout.positions()).mapToDouble(this::gateOfOneWeight).toArray()
        : gates.squares(first, first + layout.count());
  }

  private double gateOfOneWeight(int position) {
    double weight = weights[position];
    return weight * weight * squares[position];
  }
}
