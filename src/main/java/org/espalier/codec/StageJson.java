package org.espalier.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.Round;
import org.espalier.sweep.Candidate;
import org.espalier.sweep.Stage;

/** A stage, with the candidate and the round that it is of. */
final class StageJson {
  private static final String SPARSE_TRAINING = "sparse-training";
  private static final String CONTROL = "control";

  private StageJson() {}

  static ObjectNode write(Stage stage) {
    return Json.object()
        .put("id", stage.id())
        .put("parent", stage.parent())
        .put("kind", Names.STAGE_KINDS.nameOf(stage.kind()))
        .<ObjectNode>set("candidate", stage.candidate() == null ? null : write(stage.candidate()))
        .set("round", stage.round() == null ? null : write(stage.round()));
  }

  static Stage read(Fields fields) throws UnreadableJsonException {
    return new Stage(
        fields.text("id"),
        fields.textOrNull("parent"),
        fields.named("kind", Names.STAGE_KINDS),
        fields.has("candidate") ? candidate(fields.object("candidate")) : null,
        fields.has("round") ? round(fields.object("round")) : null);
  }

  /** Sparse training is written where there is any, and so is what it is a control of. */
  private static ObjectNode write(Candidate candidate) {
    ObjectNode json = settings(candidate);
    if (candidate.trainsSparsely()) {
      json.set(
          SPARSE_TRAINING, Json.tree(Names.SPARSE_TRAININGS.plain(candidate.sparseTraining())));
    }
    if (candidate.isControl()) {
      json.put(CONTROL, Names.CONTROLS.nameOf(candidate.control()));
    }
    return json;
  }

  private static ObjectNode settings(Candidate candidate) {
    return Json.object()
        .<ObjectNode>set("criterion", Json.tree(Names.CRITERIA.plain(candidate.criterion())))
        .<ObjectNode>set("normalizer", Json.tree(Names.NORMALIZERS.plain(candidate.normalizer())))
        .put("ranking", Names.RANKINGS.nameOf(candidate.ranking()))
        .put("granularity", Names.GRANULARITIES.nameOf(candidate.granularity()))
        .put("order", Names.ORDERS.nameOf(candidate.order()))
        .<ObjectNode>set("schedule", Json.tree(Names.SCHEDULES.plain(candidate.schedule())))
        .put("target", candidate.target())
        .<ObjectNode>set("retrain", Json.tree(Names.RETRAIN_POLICIES.plain(candidate.retrain())))
        .put("seed", candidate.seed());
  }

  private static Candidate candidate(Fields fields) throws UnreadableJsonException {
    return new Candidate(
        fields.named("criterion", Names.CRITERIA),
        fields.named("normalizer", Names.NORMALIZERS),
        fields.named("ranking", Names.RANKINGS),
        fields.named("granularity", Names.GRANULARITIES),
        fields.named("order", Names.ORDERS),
        fields.named("schedule", Names.SCHEDULES),
        fields.real("target"),
        fields.named("retrain", Names.RETRAIN_POLICIES),
        fields.big("seed"),
        fields.has(SPARSE_TRAINING)
            ? fields.named(SPARSE_TRAINING, Names.SPARSE_TRAININGS)
            : new NoSparseTraining(),
        fields.has(CONTROL) ? fields.named(CONTROL, Names.CONTROLS) : null);
  }

  private static ObjectNode write(Round round) {
    return Json.object()
        .put("number", round.number())
        .put("level", round.level())
        .<ObjectNode>set("touched", Json.tree(round.touched()))
        .put("sparsity", round.sparsity());
  }

  private static Round round(Fields fields) throws UnreadableJsonException {
    return new Round(
        fields.whole("number"),
        fields.real("level"),
        fields.texts("touched"),
        fields.real("sparsity"));
  }
}
