package org.espalier.network;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * What the channels of a group own of one parameter: the same number of an axis's entries each.
 * Behind a flatten a channel owns height x width inputs of a dense layer; elsewhere mostly one
 * entry.
 */
public final class Slice implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Parameter parameter;
  private final int axis;
  private final int block;
  private final int[] entries;

  /**
   * Wraps the entries.
   *
   * @param block entries that each channel owns
   * @param entries of the axis, those of the first channel first
   */
  Slice(Parameter parameter, int axis, int block, int[] entries) {
    this.parameter = parameter;
    this.axis = axis;
    this.block = block;
    this.entries = entries;
  }

  public Parameter parameter() {
    return parameter;
  }

  public int axis() {
    return axis;
  }

  /** Entries that each channel owns. */
  public int block() {
    return block;
  }

  /** Entries of the axis that a channel owns. */
  public List<Integer> entries(int channel) {
    return Arrays.stream(entries, channel * block, (channel + 1) * block).boxed().toList();
  }

  /** Entries of the axis that channels own, those of the first channel first. */
  public int[] entries() {
    return entries.clone();
  }

  /** An entry of the axis: the {@code i}-th of those that a channel owns. */
  public int entry(int channel, int i) {
    return entries[channel * block + i];
  }

  /** Values of the parameter that a channel owns. */
  public int valuesPerChannel() {
    return Math.toIntExact(parameter.size() / parameter.shape().get(axis) * block);
  }

  /** Multiply-adds for one image that go with each channel. */
  double macs() {
    return (double) parameter.macs() * block / parameter.shape().get(axis);
  }

  @Override
  public String toString() {
    return "%s axis %d%s".formatted(parameter.name(), axis, block == 1 ? "" : " x " + block);
  }
}
