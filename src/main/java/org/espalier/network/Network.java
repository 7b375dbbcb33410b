package org.espalier.network;

import java.io.Serializable;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A CNN's shape: its layers, each behind those that flow into it. */
public final class Network implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, Shape> inputs;
  private final List<Layer> layers;
  private transient ChannelMap channels;

  /**
   * Takes the layers as they are.
   *
   * @param inputs shape of one image, by the name that layers know the input by
   * @param layers each behind all that flow into it
   */
  public Network(Map<String, Shape> inputs, List<Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer");
    }
    this.inputs = new LinkedHashMap<>(inputs);
    this.layers = List.copyOf(layers);
  }

  /** Shape of one image; of the first input where there are several. */
  public Shape input() {
    return inputs.values().iterator().next();
  }

  public Map<String, Shape> inputs() {
    return Collections.unmodifiableMap(inputs);
  }

  public List<Layer> layers() {
    return layers;
  }

  public Cost cost() {
    return new Cost(
        parameters().stream().mapToLong(Parameter::size).sum(),
        layers.stream().mapToLong(Layer::macs).sum());
  }

  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  /** The matrices whose single weights may be zeroed. */
  public List<Parameter> weights() {
    return parameters().stream().filter(Parameter::weight).toList();
  }

  /** The groups whose channels may be cut, in network order. The network's answer is in none. */
  public List<ChannelGroup> channelGroups() {
    return channels().groups();
  }

  /** The group of that name. */
  public ChannelGroup channelGroup(String name) {
    return channelGroups().stream()
        .filter(group -> group.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Why the channels that a layer makes are in no group, by the layer's name. */
  public Map<String, String> fixedChannels() {
    return channels().fixed();
  }

  /**
   * What is left everywhere when channels go.
   *
   * @param kept channels that stay, by group; a group that is not there stays whole
   */
  public Remainder remainder(Map<String, BitSet> kept) {
    return channels().remainder(kept);
  }

  private synchronized ChannelMap channels() {
    if (channels == null) {
      channels = ChannelWalk.through(this);
    }
    return channels;
  }
}
