package org.espalier.network;

import java.io.Serializable;
import java.util.List;

/**
 * One layer as pruning sees it.
 *
 * @param name unique in the network
 * @param type what users call it: {@code convolution}, {@code dense}, {@code batch-norm} …
 * @param role what it does with channels
 * @param in shape for one image, before flattening
 * @param out shape for one image
 * @param parameters its arrays
 * @param macs multiply-adds for one image; counted for convolution and dense layers alone
 */
public record Layer(
    String name,
    String type,
    ChannelRole role,
    Shape in,
    Shape out,
    List<Parameter> parameters,
    long macs)
    implements Serializable {
  public Layer {
    parameters = List.copyOf(parameters);
  }
}
