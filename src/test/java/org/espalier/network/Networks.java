package org.espalier.network;

import static org.espalier.network.ChannelRole.KEEPS;
import static org.espalier.network.ChannelRole.OPAQUE;
import static org.espalier.network.ChannelRole.PRODUCES;
import static org.espalier.network.Parameter.NONE;

import java.util.ArrayList;
import java.util.List;

/** Lays networks layer on layer, with parameters shaped as DL4J shapes them. */
final class Networks {
  private final Shape input;
  private final List<Layer> layers = new ArrayList<>();

  private Networks(Shape input) {
    this.input = input;
  }

  static Networks on(int channels, int height, int width) {
    return new Networks(new Shape(channels, height, width));
  }

  Networks convolution(String name, int filters, int kernel, Shape out) {
    int in = top().channels();
    return add(
        name,
        "convolution",
        PRODUCES,
        out,
        (long) filters * in * kernel * kernel * out.height() * out.width(),
        new Parameter(name + "_W", List.of(filters, in, kernel, kernel), 0, 1, true),
        new Parameter(name + "_b", List.of(1, filters), 1, NONE, false));
  }

  Networks batchNorm(String name) {
    int channels = top().channels();
    return add(
        name,
        "batch-norm",
        KEEPS,
        top(),
        0,
        perChannel(name + "_gamma", channels),
        perChannel(name + "_beta", channels),
        perChannel(name + "_mean", channels),
        perChannel(name + "_var", channels));
  }

  Networks pooling(String name) {
    Shape top = top();
    return add(
        name, "pooling", KEEPS, new Shape(top.channels(), top.height() / 2, top.width() / 2), 0);
  }

  Networks activation(String name) {
    return add(name, "activation", KEEPS, top(), 0);
  }

  Networks dense(String name, int neurons) {
    int in = (int) top().size();
    return add(
        name,
        "dense",
        PRODUCES,
        Shape.flat(neurons),
        (long) in * neurons,
        new Parameter(name + "_W", List.of(in, neurons), 1, 0, true),
        new Parameter(name + "_b", List.of(1, neurons), 1, NONE, false));
  }

  Networks opaque(String name) {
    return add(name, "unknown", OPAQUE, top(), 0);
  }

  Network network() {
    return new Network(input, layers);
  }

  private Networks add(
      String name, String type, ChannelRole role, Shape out, long macs, Parameter... parameters) {
    layers.add(new Layer(name, type, role, top(), out, List.of(parameters), macs));
    return this;
  }

  private Shape top() {
    return layers.isEmpty() ? input : layers.get(layers.size() - 1).out();
  }

  private static Parameter perChannel(String name, int channels) {
    return new Parameter(name, List.of(1, channels), 1, NONE, false);
  }
}
