package org.espalier.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.espalier.codec.FrontierJson;
import org.espalier.codec.Names;
import org.espalier.report.FrontierCsv;
import org.espalier.report.FrontierTable;
import org.espalier.store.RunView;
import org.espalier.sweep.Results;
import org.espalier.sweep.VariantFront;
import org.espalier.sweep.spec.ObjectiveName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the front of a run. */
@Command(name = "frontier", description = "Prints the front of a run, finished or under way.")
final class FrontierCommand implements Callable<Integer> {
  /** How it is printed. */
  enum Format {
    table,
    csv,
    json
  }

  @Mixin private RunArgument run;

  @Option(
      names = "--objectives",
      split = ",",
      paramLabel = "NAME",
      description = "Objectives to weigh, such as accuracy,macs; the sweep file's by default.")
  private List<String> objectives = List.of();

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Override
  public Integer call() {
    RunView view = Runs.view(run.uri);
    Results results = Results.of(view.journal());
    VariantFront front = Runs.front(view, results, chosen(view));
    System.out.println(
        switch (format) {
          case table -> FrontierTable.text(results, front);
          case csv -> FrontierCsv.text(results, front).stripTrailing();
          case json -> FrontierJson.write(front, results).stripTrailing();
        });
    return ExitCode.DONE;
  }

  private List<ObjectiveName> chosen(RunView view) {
    if (objectives.isEmpty()) {
      return Runs.spec(view).objectives();
    }
    try {
      return objectives.stream().map(Names.OBJECTIVES::named).toList();
    } catch (IllegalArgumentException e) {
      throw new UserError("--objectives: " + e.getMessage());
    }
  }
}
