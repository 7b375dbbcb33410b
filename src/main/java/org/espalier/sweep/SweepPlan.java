package org.espalier.sweep;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.network.Network;
import org.espalier.plan.Granularity;
import org.espalier.plan.Reach;
import org.espalier.schedule.FineTune;
import org.espalier.schedule.Pool;
import org.espalier.schedule.Round;
import org.espalier.sweep.spec.FinalistSpec;
import org.espalier.sweep.spec.SweepSpec;
import org.espalier.sweep.spec.TrainSpec;

/** What a sweep will do: its stage tree, and the visits that make up each stage. Runs nothing. */
public final class SweepPlan {
  private final SweepSpec spec;
  private final Grid grid;
  private final StageTree tree;
  private final Origin start;
  private final Map<Granularity, List<Pool>> pools = new EnumMap<>(Granularity.class);
  private final int shards;

  /**
   * Plans.
   *
   * @param dense shape of the dense model
   * @param start where the dense model comes from
   * @param modelDigest of the given model's file; empty where the sweep trains it
   * @throws IllegalArgumentException where the network cannot be pruned as asked
   */
  public SweepPlan(
      SweepSpec spec, Network dense, Origin start, String modelDigest, ShardSource data) {
    this.spec = spec;
    this.start = start;
    this.shards = data.shards();
    this.grid = Grid.of(spec.search());
    checkThatSomeMeanSomething(grid);
    for (Candidate candidate : grid.candidates()) {
      pools.computeIfAbsent(
          candidate.granularity(), some -> Pools.of(dense, some, spec.search().guards()));
      Reach.check(pools(candidate), candidate.target(), candidate.ranking());
    }
    Stage baseline =
        Stage.baseline(
            String.join(
                "|",
                spec.model().toString(),
                modelDigest,
                spec.data().toString(),
                data.digest(),
                "calibration " + spec.search().calibrationRows()));
    this.tree = new StageTree(baseline, grid.candidates(), this::pools);
  }

  public SweepSpec spec() {
    return spec;
  }

  public Grid grid() {
    return grid;
  }

  public StageTree tree() {
    return tree;
  }

  /** Rows are visited so many times in all, the finalists' training included. */
  public long visits() {
    long finalists = (long) spec.finalists().count() * spec.finalists().epochs() * shards;
    return finalists + tree.stages().stream().mapToLong(this::visits).sum();
  }

  Stage finalistOf(Stage variant) {
    return Stage.finalist(variant, spec.finalists().toString());
  }

  /** How many visits a stage takes. */
  long visits(Stage stage) {
    return switch (stage.kind()) {
      case BASELINE -> start instanceof Origin.Fresh ? (long) train().epochs() * shards : 1;
      case ROUND -> Math.max(1, stage.candidate().retrain().visits());
      case FINALIST -> (long) spec.finalists().epochs() * shards;
    };
  }

  /**
   * A stage's visit.
   *
   * @param number from 1
   * @param parentCheckpoint the parent variant's model; null for the baseline
   * @param lastCheckpoint what the visit before left; null for the first
   */
  Visit visit(Stage stage, int number, String parentCheckpoint, String lastCheckpoint) {
    Origin origin = origin(number, parentCheckpoint, lastCheckpoint);
    Scoring scoring = number == visits(stage) ? Scoring.VALIDATION : Scoring.NONE;
    return switch (stage.kind()) {
      case BASELINE -> baselineVisit(stage, number, origin, scoring);
      case ROUND -> roundVisit(stage, number, origin, scoring);
      case FINALIST -> finalistVisit(stage, number, origin, scoring);
    };
  }

  /** The one look at the test set. */
  static Visit testVisit(Variant variant) {
    return new Visit(
        "test-" + variant.id(),
        1,
        0,
        new Origin.Checkpoint(variant.checkpoint()),
        null,
        null,
        Scoring.TEST);
  }

  private Origin origin(int number, String parentCheckpoint, String lastCheckpoint) {
    if (number > 1) {
      return new Origin.Checkpoint(lastCheckpoint);
    }
    return parentCheckpoint == null ? start : new Origin.Checkpoint(parentCheckpoint);
  }

  private Visit baselineVisit(Stage stage, int number, Origin origin, Scoring scoring) {
    if (start instanceof Origin.Checkpoint) {
      return new Visit(stage.id(), number, 0, origin, null, null, scoring);
    }
    long seed = train().seed();
    Fit fit =
        new Fit(train().learningRate(), train().batch(), Seeds.of(seed, "rows " + number), false);
    return new Visit(
        stage.id(), number, Seeds.shardAt(number - 1, shards, seed), origin, null, fit, scoring);
  }

  /**
   * Candidates with the same seed see the same rows in the same order: only the schedule differs.
   */
  private Visit roundVisit(Stage stage, int number, Origin origin, Scoring scoring) {
    Candidate candidate = stage.candidate();
    Round round = stage.round();
    int visits = Math.toIntExact(visits(stage));
    int position = (round.number() - 1) * visits + number - 1;
    Prune prune = number == 1 ? prune(candidate, round) : null;
    Fit fit = null;
    if (candidate.retrain() instanceof FineTune tune) {
      long seed = Seeds.of(candidate.seed(), "rows " + position);
      fit = new Fit(tune.learningRate(), tune.batch(), seed, holdsZeros(candidate));
    }
    int shard = Seeds.shardAt(position, shards, candidate.seed());
    return new Visit(stage.id(), number, shard, origin, prune, fit, scoring);
  }

  private Visit finalistVisit(Stage stage, int number, Origin origin, Scoring scoring) {
    FinalistSpec finalists = spec.finalists();
    Candidate candidate = stage.candidate();
    long seed = candidate.seed();
    Fit fit =
        new Fit(
            finalists.learningRate(),
            finalists.batch(),
            Seeds.of(seed, "finalist's rows " + number),
            holdsZeros(candidate));
    return new Visit(
        stage.id(), number, Seeds.shardAt(number - 1, shards, seed), origin, null, fit, scoring);
  }

  private Prune prune(Candidate candidate, Round round) {
    return new Prune(
        candidate.criterion(),
        candidate.normalizer(),
        candidate.ranking(),
        candidate.granularity(),
        round.touchedOf(pools(candidate)),
        round.level(),
        spec.search().calibrationRows(),
        Seeds.of(candidate.seed(), "scores of round " + round.number()));
  }

  private static void checkThatSomeMeanSomething(Grid grid) {
    if (grid.candidates().isEmpty()) {
      throw new IllegalArgumentException(
          "no combination means anything: "
              + grid.leftOut().stream()
                  .map(Grid.LeftOut::reason)
                  .distinct()
                  .collect(Collectors.joining("; ")));
    }
  }

  private List<Pool> pools(Candidate candidate) {
    return pools.get(candidate.granularity());
  }

  private static boolean holdsZeros(Candidate candidate) {
    return candidate.granularity().zeroes();
  }

  private TrainSpec train() {
    return spec.model().train();
  }
}
