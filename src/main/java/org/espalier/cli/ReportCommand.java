package org.espalier.cli;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.codec.StatusJson;
import org.espalier.codec.SummaryJson;
import org.espalier.codec.UnreadableJsonException;
import org.espalier.report.HtmlReport;
import org.espalier.report.ReportInput;
import org.espalier.store.RunView;
import org.espalier.sweep.Results;
import org.espalier.sweep.RunStatus;
import org.espalier.sweep.spec.SweepSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes a run's report again. */
@Command(
    name = "report",
    description = "Writes the HTML report of a run again, finished or under way.")
final class ReportCommand implements Callable<Integer> {
  @Mixin private RunArgument run;

  @Override
  public Integer call() throws UnreadableJsonException {
    RunView view = Runs.view(run.uri);
    SweepSpec spec = Runs.spec(view);
    Results results = Results.of(view.journal());
    String page =
        HtmlReport.html(
            new ReportInput(
                spec.run(),
                Runs.text(view.read(Runs.SPEC)),
                results,
                results.front(spec.objectives()).orElse(null),
                Runs.environment(view),
                status(view),
                sensitivity(view)));
    view.write(RunFiles.REPORT, page.getBytes(StandardCharsets.UTF_8));
    String place = view.location() + "/" + RunFiles.REPORT;
    System.out.println("Report: " + place);
    System.out.println(SummaryJson.line(Map.of("command", "report", "report", place)));
    return ExitCode.DONE;
  }

  private static String sensitivity(RunView view) {
    return view.exists(RunFiles.SENSITIVITY) ? Runs.text(view.read(RunFiles.SENSITIVITY)) : null;
  }

  private static RunStatus status(RunView view) throws UnreadableJsonException {
    return view.exists("status.json") ? StatusJson.read(Runs.text(view.read("status.json"))) : null;
  }
}
