package org.espalier.network;

/** A parameter's axis that runs over channels, and the channel that each of its entries is of. */
final class AxisUse {
  private final Layer layer;
  private final Parameter parameter;
  private final int axis;
  private final int[] owners;
  private final boolean output;

  /**
   * Wraps the owners.
   *
   * @param owners the channel that each entry of the axis belongs to
   * @param output whether they are channels that leave the layer, not such as enter it
   */
  AxisUse(Layer layer, Parameter parameter, int axis, int[] owners, boolean output) {
    this.layer = layer;
    this.parameter = parameter;
    this.axis = axis;
    this.owners = owners;
    this.output = output;
  }

  AxisUse with(int[] others) {
    return new AxisUse(layer, parameter, axis, others, output);
  }

  Layer layer() {
    return layer;
  }

  Parameter parameter() {
    return parameter;
  }

  int axis() {
    return axis;
  }

  int[] owners() {
    return owners;
  }

  /** Whether the entries are filters: what makes the channels. */
  boolean makes() {
    return output && parameter.weight() && layer.flow() instanceof ChannelFlow.Makes;
  }

  /** What groups that are built alike have in common. */
  String label() {
    return layer.type() + (output ? " out" : " in");
  }
}
