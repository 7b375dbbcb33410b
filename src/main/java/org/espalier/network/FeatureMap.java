package org.espalier.network;

import java.io.Serializable;

/** Where the channels of a group are seen at work: in which outputs of a layer. */
public final class FeatureMap implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String layer;
  private final int block;
  private final int[] positions;

  /**
   * Wraps the positions.
   *
   * @param block outputs of the layer that are one channel's
   * @param positions of them among all its outputs, those of the first channel first
   */
  FeatureMap(String layer, int block, int[] positions) {
    this.layer = layer;
    this.block = block;
    this.positions = positions;
  }

  public String layer() {
    return layer;
  }

  /** Outputs of the layer that are one channel's. */
  public int block() {
    return block;
  }

  /** An output of the layer: the {@code i}-th of those that are a channel's. */
  public int position(int channel, int i) {
    return positions[channel * block + i];
  }
}
