package org.espalier.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.codec.NetworkJson;
import org.espalier.codec.SummaryJson;
import org.espalier.network.Network;
import org.espalier.report.NetworkTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a model is made of. */
@Command(
    name = "inspect",
    description =
        "Prints layers, shapes, parameters, multiply-adds, channel groups, and what is never cut.")
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
    System.out.println(NetworkTable.text(network));
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("command", "inspect");
    summary.put("parameters", network.cost().parameters());
    summary.put("macs", network.cost().macs());
    System.out.println(SummaryJson.line(summary));
    return ExitCode.DONE;
  }
}
