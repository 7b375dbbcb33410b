package org.espalier.report;

import static org.espalier.report.TextTable.Form.number;
import static org.espalier.report.TextTable.Form.words;

import java.util.List;
import java.util.stream.Collectors;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Slice;

/** What a network is made of, and which of its channels go together or not at all, as text. */
public final class NetworkTable {
  private NetworkTable() {}

  /** The text, in lines. */
  public static String text(Network network) {
    return "%s%n%s%n%s".formatted(layers(network), groups(network), fixed(network)).stripTrailing();
  }

  private static String layers(Network network) {
    TextTable table =
        new TextTable(
            List.of(
                words("layer"),
                words("type"),
                words("in"),
                words("out"),
                number("parameters"),
                number("multiply-adds"),
                words("arrays")));
    network.layers().forEach(layer -> table.add(line(layer)));
    table.add(
        List.of(
            "total",
            "",
            network.input().toString(),
            "",
            grouped(network.cost().parameters()),
            grouped(network.cost().macs()),
            ""));
    return table.text();
  }

  private static List<String> line(Layer layer) {
    return List.of(
        layer.name(),
        layer.type(),
        layer.in().toString(),
        layer.out().toString(),
        grouped(layer.parameters().stream().mapToLong(Parameter::size).sum()),
        grouped(layer.macs()),
        layer.parameters().stream()
            .map(parameter -> parameter.name() + parameter.shape())
            .collect(Collectors.joining(" ")));
  }

  private static String groups(Network network) {
    TextTable table =
        new TextTable(List.of(words("group"), number("channels"), words("what goes with one")));
    for (ChannelGroup group : network.channelGroups()) {
      table.add(
          List.of(
              group.name(),
              Integer.toString(group.channels()),
              group.slices().stream().map(Slice::toString).collect(Collectors.joining(", "))));
    }
    return table.text();
  }

  private static String fixed(Network network) {
    TextTable table = new TextTable(List.of(words("never cut"), words("why")));
    network.fixedChannels().forEach((layer, why) -> table.add(List.of(layer, why)));
    return table.text();
  }

  private static String grouped(long count) {
    return "%,d".formatted(count);
  }
}
