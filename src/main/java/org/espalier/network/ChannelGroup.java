package org.espalier.network;

import java.io.Serializable;
import java.util.List;

/**
 * Channels that are alike, each with the slices of all parameters that must go together when it
 * goes: its filter and bias in every layer that makes it, the batch-norm entries that follow, and
 * the inputs of every layer that reads it.
 *
 * <p>Fang et al., DepGraph: Towards Any Structural Pruning (2023), call the same a group.
 *
 * @param name name of the first layer that makes the channels
 * @param channels how many there are now
 * @param least how many must stay: the last always, more where a reader needs more
 * @param filters the slices by which the layers that make a channel do so: what is ranked
 * @param slices everything a channel owns, {@code filters} included
 * @param maps where the channels are seen at work: behind each activation function they go through,
 *     or where there is none, behind the layers that make them
 * @param kind equal for groups that are built alike, whatever their sizes
 */
public record ChannelGroup(
    String name,
    int channels,
    int least,
    List<Slice> filters,
    List<Slice> slices,
    List<FeatureMap> maps,
    String kind)
    implements Serializable {
  public ChannelGroup {
    filters = List.copyOf(filters);
    slices = List.copyOf(slices);
    maps = List.copyOf(maps);
  }

  /** The batch norms' scales among the slices. */
  public List<Slice> scales() {
    return slices.stream()
        .filter(slice -> slice.parameter().kind() == Parameter.Kind.SCALE)
        .toList();
  }

  /** Multiply-adds for one image that a channel's removal saves. */
  public double macsPerChannel() {
    return slices.stream().mapToDouble(Slice::macs).sum();
  }
}
