package org.espalier.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.espalier.schedule.Round;
import org.espalier.sweep.Candidate;
import org.espalier.sweep.Measured;
import org.espalier.sweep.Stage;
import org.espalier.sweep.TestScore;
import org.espalier.sweep.Variant;
import org.espalier.sweep.spec.Control;

/** One variant under the names of the result table's columns; what it does not have is null. */
final class ResultRow {
  private ResultRow() {}

  /** The row. {@code test} is null for what never saw the test set. */
  static ObjectNode of(Variant variant, boolean onFrontier, TestScore test) {
    ObjectNode row = Json.object();
    putStage(row, variant);
    row.put("status", variant.status().label());
    putMeasured(row, variant.measured());
    row.put("visits", variant.visits());
    row.put("seconds", variant.seconds());
    row.put("executor", variant.executor());
    row.put("on_frontier", onFrontier);
    row.put("test_accuracy", test == null ? null : test.accuracy());
    row.put("error", variant.error());
    return row;
  }

  private static void putStage(ObjectNode row, Variant variant) {
    Stage stage = variant.stage();
    Candidate candidate = stage.candidate();
    Round round = stage.round();
    boolean pruned = variant.pruned();
    row.put("variant", stage.id());
    row.put("parent", variant.parent().orElse(null));
    row.put("kind", Names.STAGE_KINDS.nameOf(stage.kind()));
    row.put("candidate", pruned ? candidate.id() : null);
    row.put("criterion", pruned ? candidate.criterion().name() : null);
    row.put("normalizer", pruned ? candidate.normalizer().label() : null);
    row.put("ranking", pruned ? candidate.ranking().label() : null);
    row.put("granularity", pruned ? candidate.granularity().label() : null);
    row.put("order", pruned ? candidate.order().label() : null);
    row.put("schedule", pruned ? candidate.schedule().label() : null);
    row.put("retrain", pruned ? candidate.retrain().label() : null);
    row.put("round", round == null ? 0 : round.number());
    row.put("target", pruned ? candidate.target() : null);
    row.put("sparsity", round == null ? 0 : round.sparsity());
    row.put("seed", candidate == null ? null : candidate.seed());
    row.put("control", stage.control().map(Control::label).orElse(null));
    row.put("sparse_training", candidate == null ? null : candidate.sparseTraining().label());
  }

  private static void putMeasured(ObjectNode row, Measured measured) {
    boolean done = measured != null;
    row.put("val_accuracy", done ? measured.accuracy() : null);
    row.put("val_loss", done ? measured.loss() : null);
    row.put("parameters", done ? measured.parameters() : null);
    row.put("nonzero", done ? measured.nonzero() : null);
    row.put("macs", done ? measured.macs() : null);
    row.put("bytes", done ? measured.bytes() : null);
    row.putNull("latency_ms");
    row.set("channels", done ? Json.tree(measured.channels()) : null);
  }
}
