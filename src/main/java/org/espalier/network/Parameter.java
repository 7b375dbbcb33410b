package org.espalier.network;

import java.io.Serializable;
import java.util.List;

/**
 * One array of a layer's parameters.
 *
 * @param name unique in the network, as the engine names it ({@code 0_W})
 * @param shape lengths of the axes
 * @param outputAxis the axis that runs over the layer's output channels, or {@link #NONE}
 * @param inputAxis the axis that runs over the layer's input channels, or {@link #NONE}
 * @param weight whether weight pruning may zero its values: true for kernels and matrices, false
 *     for biases and what batch normalisation keeps
 */
public record Parameter(
    String name, List<Integer> shape, int outputAxis, int inputAxis, boolean weight)
    implements Serializable {
  public static final int NONE = -1;

  public Parameter {
    shape = List.copyOf(shape);
  }

  public long size() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
