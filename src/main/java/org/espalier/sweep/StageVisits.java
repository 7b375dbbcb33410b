package org.espalier.sweep;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.Pool;
import org.espalier.schedule.Round;
import org.espalier.schedule.SparseTraining;
import org.espalier.schedule.Training;
import org.espalier.sweep.spec.SweepSpec;

/**
 * The visits that make up each stage: on which shard, from which model, what is done to it. Seeds
 * of rows and shards depend on the candidate's seed and the visit's place alone, so that candidates
 * of one seed see the same rows in the same order, and only their schedules differ.
 */
final class StageVisits {
  private final SweepSpec spec;
  private final Trainings trainings;
  private final Origin start;
  private final DenseStages dense;
  private final List<SensitivityPlan> sensitivity;
  private final Function<Candidate, List<Pool>> pools;

  /**
   * Visits of a sweep's stages.
   *
   * @param start where the dense model comes from
   * @param pools what a candidate's rounds choose from
   */
  StageVisits(
      SweepSpec spec,
      Trainings trainings,
      Origin start,
      DenseStages dense,
      List<SensitivityPlan> sensitivity,
      Function<Candidate, List<Pool>> pools) {
    this.spec = spec;
    this.trainings = trainings;
    this.start = start;
    this.dense = dense;
    this.sensitivity = sensitivity;
    this.pools = pools;
  }

  /** The checkpoint that the sweep was given; empty where it makes its dense model itself. */
  Optional<String> givenModel() {
    return start instanceof Origin.Checkpoint given ? Optional.of(given.name()) : Optional.empty();
  }

  /** How many a stage takes: one at least, as something is to be done. */
  long count(Stage stage) {
    return Math.max(1, training(stage));
  }

  /** How many stages behind the dense model can be under way at a time that take some visits. */
  long longAtATime(StageTree tree) {
    return longBelow(tree, tree.baseline());
  }

  private long longBelow(StageTree tree, Stage stage) {
    return tree.children(stage).stream()
        .mapToLong(child -> Math.max(longBelow(tree, child), count(child) > 1 ? 1 : 0))
        .sum();
  }

  /** How many of them train. */
  long training(Stage stage) {
    return switch (stage.kind()) {
      case EARLY, BASELINE -> dense.trainingVisits(stage);
      case SENSITIVITY -> 0;
      case SPARSE -> trainings.sparse(stage.candidate()).visits();
      case ROUND -> trainings.retraining(stage.candidate()).visits();
      case FROM_SCRATCH -> trainings.fromScratch(stage).visits();
      case FINALIST -> trainings.finalist().visits();
    };
  }

  /**
   * A stage's visit.
   *
   * @param number from 1
   * @param parentCheckpoint the parent variant's model; null for the dense model's first stage
   * @param lastCheckpoint what the visit before left; null for the first
   * @param earlyCheckpoint the model to which the stage's weights go back; null for none
   */
  Visit of(
      Stage stage,
      int number,
      String parentCheckpoint,
      String lastCheckpoint,
      String earlyCheckpoint) {
    Origin origin = origin(number, parentCheckpoint, lastCheckpoint);
    Scoring scoring = number == count(stage) ? Scoring.VALIDATION : Scoring.NONE;
    return switch (stage.kind()) {
      case EARLY -> dense(stage, number, origin, Scoring.NONE);
      case BASELINE -> dense(stage, number, origin, scoring);
      case SENSITIVITY -> sensitivity(stage, origin);
      case SPARSE -> sparse(stage, number, origin, scoring);
      case ROUND -> round(stage, number, origin, earlyCheckpoint, scoring);
      case FROM_SCRATCH -> fromScratch(stage, number, origin, scoring);
      case FINALIST -> finalist(stage, number, origin, scoring);
    };
  }

  /** The one look at the test set. */
  static Visit ofTest(Variant variant) {
    return new Visit(
        "test-" + variant.id(),
        1,
        Visit.EVERY_SHARD,
        new Origin.Checkpoint(variant.checkpoint()),
        null,
        null,
        0,
        null,
        Scoring.TEST);
  }

  private Origin origin(int number, String parentCheckpoint, String lastCheckpoint) {
    if (number > 1) {
      return new Origin.Checkpoint(lastCheckpoint);
    }
    return parentCheckpoint == null ? start : new Origin.Checkpoint(parentCheckpoint);
  }

  private Visit dense(Stage stage, int number, Origin origin, Scoring scoring) {
    if (dense.trainingVisits(stage) == 0) {
      return new Visit(stage.id(), number, 0, origin, null, null, 0, null, scoring);
    }
    int visit = Math.toIntExact(dense.behind(stage) + number);
    long seed = spec.model().train().seed();
    Fit fit = fit(trainings.dense(), visit, Seeds.of(seed, "rows " + visit), false);
    int shard = Seeds.shardAt(visit - 1, trainings.shards(), seed);
    return new Visit(stage.id(), number, shard, origin, null, null, 0, fit, scoring);
  }

  private Visit sensitivity(Stage stage, Origin origin) {
    return sensitivity.stream()
        .filter(plan -> plan.has(stage))
        .findFirst()
        .orElseThrow()
        .visit(stage, origin);
  }

  private Visit sparse(Stage stage, int number, Origin origin, Scoring scoring) {
    SparseTraining sparse = stage.candidate().sparseTraining();
    long seed = stage.candidate().seed();
    Fit fit =
        new Fit(
            sparse.training().rate(number),
            sparse.training().batch(),
            Seeds.of(seed, "sparse training's rows " + number),
            false,
            trainings.augmentation(),
            sparse);
    int shard = Seeds.shardAt(number - 1, trainings.shards(), seed);
    return new Visit(stage.id(), number, shard, origin, null, null, 0, fit, scoring);
  }

  private Visit round(
      Stage stage, int number, Origin origin, String earlyCheckpoint, Scoring scoring) {
    Candidate candidate = stage.candidate();
    Round round = stage.round();
    int visits = Math.toIntExact(count(stage));
    int position = (round.number() - 1) * visits + number - 1;
    boolean first = number == 1;
    Prune prune = first ? prune(candidate, round) : null;
    Rewind rewind =
        first && earlyCheckpoint != null
            ? new Rewind(earlyCheckpoint, holdsZeros(candidate))
            : null;
    Training training = trainings.retraining(candidate);
    long seed = Seeds.of(candidate.seed(), "rows " + position);
    Fit fit = training.visits() == 0 ? null : fit(training, number, seed, holdsZeros(candidate));
    int shard = Seeds.shardAt(position, trainings.shards(), candidate.seed());
    int recalibrationRows = first ? spec.search().recalibrationRows() : 0;
    return new Visit(
        stage.id(), number, shard, origin, prune, rewind, recalibrationRows, fit, scoring);
  }

  private Visit fromScratch(Stage stage, int number, Origin origin, Scoring scoring) {
    Candidate candidate = stage.candidate();
    long seed = candidate.seed();
    boolean holdsZeros = holdsZeros(candidate);
    Restart restart =
        number == 1 ? new Restart(Seeds.of(seed, "weights from scratch"), holdsZeros) : null;
    Fit fit =
        fit(
            trainings.fromScratch(stage),
            number,
            Seeds.of(seed, "rows from scratch " + number),
            holdsZeros);
    int shard = Seeds.shardAt(number - 1, trainings.shards(), seed);
    return new Visit(stage.id(), number, shard, origin, null, null, restart, 0, fit, scoring, true);
  }

  /** An epoch over all shards. */
  private Visit finalist(Stage stage, int number, Origin origin, Scoring scoring) {
    Candidate candidate = stage.candidate();
    Training training = trainings.finalist();
    Fit fit =
        new Fit(
            training.rate(number),
            training.batch(),
            Seeds.of(candidate.seed(), "finalist's rows " + number),
            holdsZeros(candidate),
            trainings.augmentation(),
            new NoSparseTraining(),
            spec.finalists().averaging());
    return new Visit(stage.id(), number, Visit.EVERY_SHARD, origin, null, null, 0, fit, scoring);
  }

  private Fit fit(Training training, long visit, long seed, boolean holdZeros) {
    return new Fit(
        training.rate(visit),
        training.batch(),
        seed,
        holdZeros,
        trainings.augmentation(),
        new NoSparseTraining());
  }

  private Prune prune(Candidate candidate, Round round) {
    return new Prune(
        candidate.criterion(),
        candidate.normalizer(),
        candidate.ranking(),
        candidate.granularity(),
        round.touchedOf(pools.apply(candidate)),
        round.level(),
        spec.search().calibrationRows(),
        Seeds.of(candidate.seed(), "scores of round " + round.number()));
  }

  private static boolean holdsZeros(Candidate candidate) {
    return candidate.granularity().zeroes();
  }
}
