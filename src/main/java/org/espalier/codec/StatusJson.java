package org.espalier.codec;

import java.time.DateTimeException;
import java.time.Instant;
import org.espalier.sweep.RunStatus;

/** {@code status.json}: where a run stands. */
public final class StatusJson {
  private StatusJson() {}

  public static String write(RunStatus status) {
    return Json.pretty(
        Json.object()
            .put("state", Names.RUN_STATES.nameOf(status.state()))
            .put("stages", status.stages())
            .put("done", status.done())
            .put("failed", status.failed())
            .put("skipped", status.skipped())
            .put("stopped", status.stopped())
            .put("running", status.running())
            .put("started", status.started().toString())
            .put("updated", status.updated().toString())
            .put("cause", status.cause()));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws UnreadableJsonException if it is anything else
   */
  public static RunStatus read(String text) throws UnreadableJsonException {
    Fields fields = Json.read(text);
    return new RunStatus(
        fields.named("state", Names.RUN_STATES),
        fields.whole("stages"),
        fields.whole("done"),
        fields.whole("failed"),
        fields.whole("skipped"),
        fields.has("stopped") ? fields.whole("stopped") : 0,
        fields.whole("running"),
        instant(fields.text("started")),
        instant(fields.text("updated")),
        fields.textOrNull("cause"));
  }

  private static Instant instant(String text) throws UnreadableJsonException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new UnreadableJsonException("not a time: " + text, e);
    }
  }
}
