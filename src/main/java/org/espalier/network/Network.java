package org.espalier.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sequential CNN's shape: its layers in the order in which an image passes them. */
public record Network(Shape input, List<Layer> layers) implements Serializable {
  public Network {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer");
    }
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

  /**
   * The groups whose channels may be cut, in network order. The last layer's channels are the
   * network's answer and are never among them; nor is a group that reaches an opaque layer.
   */
  public List<ChannelGroup> channelGroups() {
    List<ChannelGroup> groups = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).role() == ChannelRole.PRODUCES) {
        groupMadeBy(i).ifPresent(groups::add);
      }
    }
    return groups;
  }

  private Optional<ChannelGroup> groupMadeBy(int producer) {
    Layer maker = layers.get(producer);
    List<Slice> slices = new ArrayList<>();
    for (Parameter parameter : maker.parameters()) {
      addSlice(slices, parameter, parameter.outputAxis(), maker.out().channels());
    }
    for (int i = producer + 1; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      if (layer.role() == ChannelRole.OPAQUE) {
        return Optional.empty();
      }
      for (Parameter parameter : layer.parameters()) {
        int axis =
            layer.role() == ChannelRole.PRODUCES ? parameter.inputAxis() : parameter.outputAxis();
        addSlice(slices, parameter, axis, maker.out().channels());
      }
      if (layer.role() == ChannelRole.PRODUCES) {
        return Optional.of(
            new ChannelGroup(maker.name(), maker.out().channels(), filters(maker), slices));
      }
    }
    return Optional.empty();
  }

  private static void addSlice(List<Slice> slices, Parameter parameter, int axis, int channels) {
    if (axis != Parameter.NONE) {
      slices.add(new Slice(parameter, axis, parameter.shape().get(axis) / channels));
    }
  }

  private static Parameter filters(Layer producer) {
    return producer.parameters().stream().filter(Parameter::weight).findFirst().orElseThrow();
  }
}
