package org.espalier.network;

import java.io.Serializable;
import java.util.List;

/**
 * Slices of all parameters that must go together when a channel goes: the filter and its bias, the
 * batch-norm entries that follow it, and the inputs of every layer that reads it.
 *
 * @param name name of the layer that makes the channels
 * @param channels how many there are now
 * @param filters the parameter whose slices are the filters (or neurons) that are ranked
 * @param slices everything a channel owns, {@code filters} included
 */
public record ChannelGroup(String name, int channels, Parameter filters, List<Slice> slices)
    implements Serializable {
  public ChannelGroup {
    slices = List.copyOf(slices);
  }
}
