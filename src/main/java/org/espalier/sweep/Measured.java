package org.espalier.sweep;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured of a model.
 *
 * @param accuracy share of the rows classified right
 * @param loss mean cross-entropy
 * @param parameters values stored
 * @param nonzero of them not zero
 * @param macs multiply-adds for one image
 * @param bytes of the compressed model file without updater state
 * @param channels kept by each channel group
 */
public record Measured(
    double accuracy,
    double loss,
    long parameters,
    long nonzero,
    long macs,
    long bytes,
    Map<String, Integer> channels)
    implements Serializable {
  public Measured {
    channels = new TreeMap<>(channels);
  }
}
