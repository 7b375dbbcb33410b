package org.espalier.network;

import static org.espalier.network.Parameter.Kind.OTHER;
import static org.espalier.network.Parameter.Kind.SCALE;
import static org.espalier.network.Parameter.Kind.VARIANCE;
import static org.espalier.network.Parameter.Kind.WEIGHT;
import static org.espalier.network.Parameter.NONE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lays networks layer on layer, with parameters shaped as DL4J shapes them; a layer reads the one
 * before it unless others are named.
 */
final class Networks {
  private static final ChannelFlow MAKES = new ChannelFlow.Makes();
  private static final ChannelFlow KEEPS = new ChannelFlow.Keeps();

  private final Shape input;
  private final List<Layer> layers = new ArrayList<>();
  private List<String> readNext = List.of();

  private Networks(Shape input) {
    this.input = input;
  }

  static Networks on(int channels, int height, int width) {
    return new Networks(new Shape(channels, height, width));
  }

  /** What the next layer reads. */
  Networks from(String... names) {
    readNext = List.of(names);
    return this;
  }

  /** A 1x1 convolution on maps that stay as large as they are. */
  Networks convolution(String name, int filters) {
    Shape in = top();
    return convolution(name, filters, 1, new Shape(filters, in.height(), in.width()));
  }

  /** A layer without parameters that does something with channels. */
  Networks layer(String name, ChannelFlow flow, Shape out) {
    return layer(name, flow, Silence.KEEPS, out);
  }

  Networks layer(String name, ChannelFlow flow, Silence silence, Shape out) {
    return add(name, name.replaceAll("[0-9]*$", ""), flow, silence, out);
  }

  Networks convolution(String name, int filters, int kernel, Shape out) {
    int in = top().channels();
    return add(
        name,
        "convolution",
        MAKES,
        out,
        new Parameter(
            name + "_W",
            List.of(filters, in, kernel, kernel),
            0,
            1,
            WEIGHT,
            (long) filters * in * kernel * kernel * out.height() * out.width()),
        perChannel(name + "_b", filters, OTHER));
  }

  Networks batchNorm(String name) {
    int channels = top().channels();
    return add(
        name,
        "batch-norm",
        KEEPS,
        top(),
        perChannel(name + "_gamma", channels, SCALE),
        perChannel(name + "_beta", channels, OTHER),
        perChannel(name + "_mean", channels, OTHER),
        perChannel(name + "_var", channels, VARIANCE));
  }

  Networks pooling(String name) {
    Shape top = top();
    return add(
        name, "pooling", KEEPS, new Shape(top.channels(), top.height() / 2, top.width() / 2));
  }

  Networks activation(String name) {
    return add(name, "activation", KEEPS, top());
  }

  Networks dense(String name, int neurons) {
    int in = (int) top().size();
    if (top().height() * top().width() > 1) {
      add(
          name + ".in",
          "flatten",
          new ChannelFlow.Reshapes(
              top(), Layout.CHANNELS_FIRST, Shape.flat(in), Layout.CHANNELS_FIRST),
          Shape.flat(in));
    }
    return add(
        name,
        "dense",
        MAKES,
        Shape.flat(neurons),
        new Parameter(name + "_W", List.of(in, neurons), 1, 0, WEIGHT, (long) in * neurons),
        perChannel(name + "_b", neurons, OTHER));
  }

  Networks depthwise(String name, int times) {
    Shape in = top();
    Shape out = new Shape(in.channels() * times, in.height(), in.width());
    return add(
        name,
        "depthwise",
        new ChannelFlow.Spreads(times),
        out,
        new Parameter(name + "_W", List.of(3, 3, in.channels(), times), NONE, 2, WEIGHT, 1),
        perChannel(name + "_b", out.channels(), OTHER));
  }

  Networks separable(String name, int filters, int times) {
    Shape in = top();
    int deep = in.channels() * times;
    return add(
        name,
        "separable",
        new ChannelFlow.Makes(2),
        new Shape(filters, in.height(), in.width()),
        new Parameter(name + "_W", List.of(times, in.channels(), 3, 3), NONE, 1, WEIGHT, 1),
        new Parameter(name + "_pW", List.of(filters, deep, 1, 1), 0, 1, WEIGHT, 1),
        perChannel(name + "_b", filters, OTHER));
  }

  Networks opaque(String name) {
    return add(name, "unknown", new ChannelFlow.Fixes("is of an unknown type"), top());
  }

  /** The last layer is the network's answer. */
  Network network() {
    Layer last = layers.remove(layers.size() - 1);
    layers.add(
        new Layer(
            last.name(),
            last.type(),
            last.inputs(),
            last.flow(),
            last.silence(),
            last.nonlinear(),
            last.in(),
            last.out(),
            last.parameters(),
            "it is the network's answer"));
    return new Network(Map.of("input", input), layers);
  }

  private Networks add(
      String name, String type, ChannelFlow flow, Shape out, Parameter... parameters) {
    return add(name, type, flow, Silence.KEEPS, out, parameters);
  }

  private Networks add(
      String name,
      String type,
      ChannelFlow flow,
      Silence silence,
      Shape out,
      Parameter... parameters) {
    Shape in = top();
    layers.add(
        new Layer(
            name,
            type,
            reads(),
            flow,
            silence,
            type.equals("activation"),
            in,
            out,
            List.of(parameters),
            null));
    readNext = List.of();
    return this;
  }

  private List<String> reads() {
    if (!readNext.isEmpty()) {
      return readNext;
    }
    return List.of(layers.isEmpty() ? "input" : layers.get(layers.size() - 1).name());
  }

  /** The shape of what the next layer reads, of the first where there are several. */
  private Shape top() {
    String first = reads().get(0);
    return layers.stream()
        .filter(layer -> layer.name().equals(first))
        .map(Layer::out)
        .findFirst()
        .orElse(input);
  }

  private static Parameter perChannel(String name, int channels, Parameter.Kind kind) {
    return new Parameter(name, List.of(1, channels), 1, NONE, kind, 0);
  }
}
