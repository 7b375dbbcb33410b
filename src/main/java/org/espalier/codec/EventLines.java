package org.espalier.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.sweep.Event;
import org.espalier.sweep.Phase;
import org.espalier.sweep.RunStatus;

/** What happens in a run, a line of JSON each, for whoever looks on; nothing is read back. */
public final class EventLines {
  private EventLines() {}

  /** One line, without its line break. */
  public static String write(Event event) {
    ObjectNode line =
        Json.object()
            .put("time", event.time().toString())
            .put("event", event.kind().label())
            .put("stage", event.stage())
            .put("visit", event.visit())
            .put("executor", event.executor())
            .put("detail", event.detail());
    Map<Phase, Double> seconds = event.effort().seconds();
    if (!seconds.isEmpty()) {
      ObjectNode phases = line.putObject("seconds");
      new TreeMap<>(seconds).forEach((phase, took) -> phases.put(phase.label(), took));
    }
    return Json.line(line);
  }

  /** A line that tells where the run stands, without its line break. */
  public static String write(RunStatus status) {
    return Json.line(
        Json.object()
            .put("time", status.updated().toString())
            .put("event", "stands")
            .put("state", Names.RUN_STATES.nameOf(status.state()))
            .put("stages", status.stages())
            .put("done", status.done())
            .put("failed", status.failed())
            .put("skipped", status.skipped())
            .put("stopped", status.stopped())
            .put("running", status.running())
            .put("cause", status.cause()));
  }
}
