package org.espalier.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.espalier.sweep.Entry;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Stopped;
import org.espalier.sweep.TestScore;
import org.espalier.sweep.Variant;
import org.espalier.sweep.Visited;

/**
 * The journal's entries, a line of JSON each. A line holds all there is to an entry, so that a run
 * goes on from what it reads here as if it had never stopped.
 */
public final class JournalLines {
  private static final String VISIT = "visit";
  private static final String VARIANT = "variant";
  private static final String STOPPED = "stopped";
  private static final String TEST = "test";

  private JournalLines() {}

  /** One line, without its line break. */
  public static String write(Entry entry) {
    return Json.line(json(entry));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws UnreadableJsonException if it is anything else, such as a line whose end was never
   *     written
   */
  public static Entry read(String line) throws UnreadableJsonException {
    Fields fields = Json.read(line);
    String entry = fields.text("entry");
    return switch (entry) {
      case VISIT -> visit(fields);
      case VARIANT -> variant(fields);
      case STOPPED -> stopped(fields);
      case TEST -> test(fields);
      default -> throw new UnreadableJsonException("unknown entry " + entry);
    };
  }

  private static ObjectNode json(Entry entry) {
    if (entry instanceof Visited visit) {
      return visit(visit);
    }
    if (entry instanceof Variant variant) {
      return variant(variant);
    }
    return entry instanceof Stopped stopped ? stopped(stopped) : test((TestScore) entry);
  }

  private static ObjectNode visit(Visited visit) {
    return Json.object()
        .put("entry", VISIT)
        .put("stage", visit.stage())
        .put("number", visit.number())
        .put("checkpoint", visit.checkpoint())
        .put("seconds", visit.seconds())
        .put("executor", visit.executor());
  }

  private static Visited visit(Fields fields) throws UnreadableJsonException {
    return new Visited(
        fields.text("stage"),
        fields.whole("number"),
        fields.textOrNull("checkpoint"),
        fields.real("seconds"),
        fields.textOrNull("executor"));
  }

  private static ObjectNode variant(Variant variant) {
    return Json.object()
        .put("entry", VARIANT)
        .<ObjectNode>set("stage", StageJson.write(variant.stage()))
        .put("status", Names.STATUSES.nameOf(variant.status()))
        .<ObjectNode>set(
            "measured", variant.measured() == null ? null : measured(variant.measured()))
        .put("checkpoint", variant.checkpoint())
        .put("visits", variant.visits())
        .put("seconds", variant.seconds())
        .put("executor", variant.executor())
        .put("error", variant.error());
  }

  private static Variant variant(Fields fields) throws UnreadableJsonException {
    return new Variant(
        StageJson.read(fields.object("stage")),
        fields.named("status", Names.STATUSES),
        fields.has("measured") ? measured(fields.object("measured")) : null,
        fields.textOrNull("checkpoint"),
        fields.whole("visits"),
        fields.real("seconds"),
        fields.textOrNull("executor"),
        fields.textOrNull("error"));
  }

  private static ObjectNode measured(Measured measured) {
    return Json.object()
        .put("accuracy", measured.accuracy())
        .put("loss", measured.loss())
        .put("parameters", measured.parameters())
        .put("nonzero", measured.nonzero())
        .put("macs", measured.macs())
        .put("bytes", measured.bytes())
        .set("channels", Json.tree(measured.channels()));
  }

  private static Measured measured(Fields fields) throws UnreadableJsonException {
    return new Measured(
        fields.real("accuracy"),
        fields.real("loss"),
        fields.big("parameters"),
        fields.big("nonzero"),
        fields.big("macs"),
        fields.big("bytes"),
        fields.counts("channels"));
  }

  private static ObjectNode stopped(Stopped stopped) {
    return Json.object()
        .put("entry", STOPPED)
        .put("variant", stopped.variant())
        .put("rung", stopped.rung())
        .put("rank", stopped.rank())
        .put("of", stopped.of());
  }

  private static Stopped stopped(Fields fields) throws UnreadableJsonException {
    return new Stopped(
        fields.text("variant"), fields.text("rung"), fields.whole("rank"), fields.whole("of"));
  }

  private static ObjectNode test(TestScore score) {
    return Json.object()
        .put("entry", TEST)
        .put("variant", score.variant())
        .put("accuracy", score.accuracy())
        .put("loss", score.loss());
  }

  private static TestScore test(Fields fields) throws UnreadableJsonException {
    return new TestScore(fields.text("variant"), fields.real("accuracy"), fields.real("loss"));
  }
}
