package org.espalier.network;

import java.io.Serializable;
import java.util.List;

/**
 * One array of a layer's parameters.
 *
 * @param name unique in the network, as the engine names it ({@code 0_W})
 * @param shape lengths of the axes
 * @param outputAxis the axis that runs over the layer's output channels, or {@link #NONE}
 * @param inputAxis the axis that runs over the layer's input channels, or {@link #NONE}; where it
 *     is longer than there are channels, neighbouring entries belong to one
 * @param kind what it is for
 * @param macs multiply-adds that its values take part in for one image
 */
public record Parameter(
    String name, List<Integer> shape, int outputAxis, int inputAxis, Kind kind, long macs)
    implements Serializable {
  public static final int NONE = -1;

  /** What a parameter is for. */
  public enum Kind {
    /** A kernel or matrix: weight pruning may zero its values. */
    WEIGHT,
    /** A batch norm's scale, γ. */
    SCALE,
    /** A variance that is divided by: it must never become zero. */
    VARIANCE,
    /** A bias, a mean, a slope. */
    OTHER
  }

  public Parameter {
    shape = List.copyOf(shape);
  }

  public boolean weight() {
    return kind == Kind.WEIGHT;
  }

  public long size() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
