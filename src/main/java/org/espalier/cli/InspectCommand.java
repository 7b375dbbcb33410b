package org.espalier.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.espalier.codec.NetworkJson;
import org.espalier.codec.SummaryJson;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a model is made of. */
@Command(
    name = "inspect",
    description = "Prints layers, shapes, parameters, multiply-adds and channel groups.")
final class InspectCommand implements Callable<Integer> {
  /** How it is printed. */
  enum Format {
    table,
    json
  }

  @Mixin private ModelArguments model;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Override
  public Integer call() {
    Network network = model.read().network();
    if (format == Format.json) {
      System.out.println(NetworkJson.write(network).stripTrailing());
      return ExitCode.DONE;
    }
    printLayers(network);
    printGroups(network.channelGroups());
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("command", "inspect");
    summary.put("parameters", network.cost().parameters());
    summary.put("macs", network.cost().macs());
    System.out.println(SummaryJson.line(summary));
    return ExitCode.DONE;
  }

  private static void printLayers(Network network) {
    String row = "%-7s %-15s %-11s %-11s %13s %15s  %s%n";
    System.out.printf(row, "layer", "type", "in", "out", "parameters", "multiply-adds", "arrays");
    for (Layer layer : network.layers()) {
      long parameters = layer.parameters().stream().mapToLong(Parameter::size).sum();
      System.out.printf(
          row,
          layer.name(),
          layer.type(),
          layer.in(),
          layer.out(),
          "%,d".formatted(parameters),
          "%,d".formatted(layer.macs()),
          layer.parameters().stream()
              .map(parameter -> parameter.name() + parameter.shape())
              .collect(Collectors.joining(" ")));
    }
    System.out.printf(
        row,
        "total",
        "",
        network.input(),
        "",
        "%,d".formatted(network.cost().parameters()),
        "%,d".formatted(network.cost().macs()),
        "");
  }

  private static void printGroups(List<ChannelGroup> groups) {
    System.out.println("\nChannel groups, what goes together when a channel goes:");
    for (ChannelGroup group : groups) {
      System.out.printf(
          "  %-5s %5d channels: %s%n",
          group.name(),
          group.channels(),
          group.slices().stream()
              .map(
                  slice ->
                      "%s axis %d%s"
                          .formatted(
                              slice.parameter().name(),
                              slice.axis(),
                              slice.block() == 1 ? "" : " x " + slice.block()))
              .collect(Collectors.joining(", ")));
    }
  }
}
