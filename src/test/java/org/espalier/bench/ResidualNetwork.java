package org.espalier.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.network.ChannelFlow;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.espalier.network.Silence;

/** Made-up residual networks of any depth: what they cost to look at, with no weights behind. */
public final class ResidualNetwork {
  /** Two convolutions and the sum. */
  static final int LAYERS_OF_A_BLOCK = 3;

  private static final int CHANNELS = 64;
  private static final Shape MAPS = new Shape(CHANNELS, 8, 8);
  private static final int CLASSES = 10;
  private static final int WINDOW = 9;

  private final List<Layer> layers = new ArrayList<>();

  private ResidualNetwork() {}

  /** Of so many blocks: two convolutions beside a shortcut each. */
  public static Network of(int blocks) {
    ResidualNetwork network = new ResidualNetwork();
    String top = network.convolution("stem", "image");
    for (int block = 0; block < blocks; block++) {
      String inner = network.convolution("inner-" + block, top);
      String outer = network.convolution("outer-" + block, inner);
      top = network.sum("sum-" + block, outer, top);
    }
    network.classes(top);
    return new Network(Map.of("image", MAPS), network.layers);
  }

  private String convolution(String name, String input) {
    long macs = (long) CHANNELS * CHANNELS * WINDOW * MAPS.height() * MAPS.width();
    Parameter weights =
        new Parameter(
            name + "_W", List.of(CHANNELS, CHANNELS, 3, 3), 0, 1, Parameter.Kind.WEIGHT, macs);
    return add(name, List.of(input), new ChannelFlow.Makes(), MAPS, List.of(weights), null);
  }

  private String sum(String name, String one, String another) {
    return add(name, List.of(one, another), new ChannelFlow.Keeps(), MAPS, List.of(), null);
  }

  private void classes(String input) {
    Parameter weights =
        new Parameter(
            "classes_W",
            List.of(CLASSES, CHANNELS, 8, 8),
            0,
            1,
            Parameter.Kind.WEIGHT,
            CLASSES * MAPS.size());
    add(
        "classes",
        List.of(input),
        new ChannelFlow.Makes(),
        Shape.flat(CLASSES),
        List.of(weights),
        "the answer");
  }

  private String add(
      String name,
      List<String> inputs,
      ChannelFlow flow,
      Shape out,
      List<Parameter> parameters,
      String fixed) {
    layers.add(
        new Layer(
            name, "made-up", inputs, flow, Silence.KEEPS, false, MAPS, out, parameters, fixed));
    return name;
  }
}
