package org.espalier.sweep;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.network.Network;
import org.espalier.plan.Granularity;
import org.espalier.plan.Reach;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.Pool;
import org.espalier.schedule.Round;
import org.espalier.schedule.SparseTraining;
import org.espalier.schedule.Training;
import org.espalier.sweep.spec.Augmentation;
import org.espalier.sweep.spec.SweepSpec;
import org.espalier.sweep.spec.TrainSpec;

/** What a sweep will do: its stage tree, and the visits that make up each stage. Runs nothing. */
public final class SweepPlan {
  private final SweepSpec spec;
  private final Grid grid;
  private final DenseStages dense;
  private final List<SensitivityPlan> sensitivity;
  private final StageTree tree;
  private final Origin start;
  private final Map<Granularity, List<Pool>> pools = new EnumMap<>(Granularity.class);
  private final int shards;

  /**
   * Plans.
   *
   * @param network shape of the dense model
   * @param start where the dense model comes from
   * @param modelDigest of the given model's file; empty where the sweep trains it
   * @throws IllegalArgumentException where the network cannot be pruned as asked
   */
  public SweepPlan(
      SweepSpec spec, Network network, Origin start, String modelDigest, ShardSource data) {
    this.spec = spec;
    this.start = start;
    this.shards = data.shards();
    this.grid = Grid.of(spec.search());
    checkThatSomeMeanSomething(grid);
    for (Candidate candidate : grid.candidates()) {
      pools.computeIfAbsent(
          candidate.granularity(), some -> Pools.of(network, some, spec.search().guards()));
      Reach.check(pools(candidate), candidate.target(), candidate.ranking());
    }
    checkSparseTrainings(network);
    this.dense =
        new DenseStages(
            String.join(
                "|", spec.model().toString(), modelDigest, spec.data().toString(), data.digest()),
            denseTraining().visits(),
            earlyVisits());
    this.sensitivity = sensitivityPlans();
    this.tree = tree(Map.of());
  }

  /** The same sweep, of which it is known now what each layer can do without. */
  private SweepPlan(SweepPlan plan, Map<Granularity, List<String>> leastSensitiveFirst) {
    this.spec = plan.spec;
    this.start = plan.start;
    this.shards = plan.shards;
    this.grid = plan.grid;
    this.pools.putAll(plan.pools);
    this.dense = plan.dense;
    this.sensitivity = plan.sensitivity;
    this.tree = tree(leastSensitiveFirst);
  }

  private StageTree tree(Map<Granularity, List<String>> leastSensitiveFirst) {
    return new StageTree(
        dense.inOrder(),
        grid.candidates(),
        this::pools,
        "calibration %d, recalibration %d"
            .formatted(spec.search().calibrationRows(), spec.search().recalibrationRows()),
        spec.search().controls(),
        leastSensitiveFirst);
  }

  /** One for each granularity of which some candidate's order depends on it. */
  private List<SensitivityPlan> sensitivityPlans() {
    return pools.entrySet().stream()
        .filter(entry -> needsSensitivity(entry.getKey()))
        .map(
            entry ->
                new SensitivityPlan(
                    dense.baseline(),
                    Probing.usual(
                        entry.getKey(),
                        spec.search().calibrationRows(),
                        spec.search().recalibrationRows()),
                    entry.getValue(),
                    shards))
        .toList();
  }

  private boolean needsSensitivity(Granularity granularity) {
    return grid.candidates().stream()
        .filter(candidate -> candidate.granularity() == granularity)
        .anyMatch(candidate -> candidate.order().needsSensitivity());
  }

  public SweepSpec spec() {
    return spec;
  }

  public Grid grid() {
    return grid;
  }

  /** As long as sensitivity is not known, network order stands in for it here. */
  public StageTree tree() {
    return tree;
  }

  /** The stages that tell what each layer can do without; none where no order depends on it. */
  public List<Stage> sensitivityStages() {
    return sensitivity.stream().flatMap(some -> some.stages().stream()).toList();
  }

  /** What came of these stages. */
  Sensitivity sensitivity(Measured ofDense, Function<Stage, Variant> results) {
    return new Sensitivity(
        ofDense, sensitivity.stream().flatMap(s -> s.curves(ofDense, results).stream()).toList());
  }

  /** The plan once sensitivity is known. */
  SweepPlan after(Sensitivity found) {
    return new SweepPlan(this, found.order());
  }

  /** How many stages there are before the finalists. */
  int stages() {
    return tree.stages().size() + sensitivityStages().size();
  }

  private void checkSparseTrainings(Network network) {
    for (SparseTraining sparse : spec.search().sparseTrainings()) {
      sparse
          .lacking(network)
          .ifPresent(
              lack -> {
                throw new IllegalArgumentException(
                    "sparse-training: %s %s".formatted(sparse.name(), lack));
              });
    }
  }

  /** The visits after whose end candidates want the dense model's weights. */
  private NavigableSet<Integer> earlyVisits() {
    NavigableSet<Integer> visits = new TreeSet<>();
    grid.candidates().forEach(some -> some.retrain().rewindsTo().ifPresent(visits::add));
    return visits;
  }

  /** Shards are visited so many times in all, the finalists' training included. */
  public long visits() {
    long finalists = spec.finalists().count() * finalistTraining().visits();
    return finalists
        + sensitivityStages().size()
        + tree.stages().stream().mapToLong(this::visits).sum();
  }

  /** Of the visits those that train on their rows. */
  public long trainingVisits() {
    long finalists = spec.finalists().count() * finalistTraining().visits();
    return finalists + tree.stages().stream().mapToLong(this::trainingVisits).sum();
  }

  /** How many candidates' ends are trained from scratch. */
  public long trainedFromScratch() {
    return fromScratch().count();
  }

  /** Of the visits those that train from scratch. */
  public long visitsFromScratch() {
    return fromScratch().mapToLong(this::visits).sum();
  }

  private Stream<Stage> fromScratch() {
    return tree.stages().stream().filter(stage -> stage.kind() == Stage.Kind.FROM_SCRATCH);
  }

  Stage finalistOf(Stage variant) {
    return Stage.finalist(variant, spec.finalists().toString());
  }

  /** The early state of the dense model to which a stage's weights go back. */
  Optional<Stage> rewindsTo(Stage stage) {
    if (stage.kind() != Stage.Kind.ROUND) {
      return Optional.empty();
    }
    OptionalInt visit = stage.candidate().retrain().rewindsTo();
    return visit.isPresent() ? Optional.of(dense.endingAfter(visit.getAsInt())) : Optional.empty();
  }

  /** How many visits a stage takes: one at least, as something is to be done. */
  long visits(Stage stage) {
    return Math.max(1, trainingVisits(stage));
  }

  private long trainingVisits(Stage stage) {
    return switch (stage.kind()) {
      case EARLY, BASELINE -> dense.trainingVisits(stage);
      case SENSITIVITY -> 0;
      case SPARSE -> stage.candidate().sparseTraining().training().visits();
      case ROUND -> retraining(stage.candidate()).visits();
      case FROM_SCRATCH -> trainingFromScratch(stage).visits();
      case FINALIST -> finalistTraining().visits();
    };
  }

  /**
   * A stage's visit.
   *
   * @param number from 1
   * @param parentCheckpoint the parent variant's model; null for the dense model's first stage
   * @param lastCheckpoint what the visit before left; null for the first
   * @param earlyCheckpoint the model to which {@link #rewindsTo} says weights go back; null for
   *     none
   */
  Visit visit(
      Stage stage,
      int number,
      String parentCheckpoint,
      String lastCheckpoint,
      String earlyCheckpoint) {
    Origin origin = origin(number, parentCheckpoint, lastCheckpoint);
    Scoring scoring = number == visits(stage) ? Scoring.VALIDATION : Scoring.NONE;
    return switch (stage.kind()) {
      case EARLY -> denseVisit(stage, number, origin, Scoring.NONE);
      case BASELINE -> denseVisit(stage, number, origin, scoring);
      case SENSITIVITY -> sensitivityVisit(stage, origin);
      case SPARSE -> sparseVisit(stage, number, origin, scoring);
      case ROUND -> roundVisit(stage, number, origin, earlyCheckpoint, scoring);
      case FROM_SCRATCH -> visitFromScratch(stage, number, origin, scoring);
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

  private Visit denseVisit(Stage stage, int number, Origin origin, Scoring scoring) {
    if (dense.trainingVisits(stage) == 0) {
      return new Visit(stage.id(), number, 0, origin, null, null, 0, null, scoring);
    }
    int visit = Math.toIntExact(dense.behind(stage) + number);
    long seed = train().seed();
    Fit fit = fit(denseTraining(), visit, Seeds.of(seed, "rows " + visit), false);
    int shard = Seeds.shardAt(visit - 1, shards, seed);
    return new Visit(stage.id(), number, shard, origin, null, null, 0, fit, scoring);
  }

  private Visit sensitivityVisit(Stage stage, Origin origin) {
    return sensitivity.stream()
        .filter(plan -> plan.has(stage))
        .findFirst()
        .orElseThrow()
        .visit(stage, origin);
  }

  private Visit sparseVisit(Stage stage, int number, Origin origin, Scoring scoring) {
    SparseTraining sparse = stage.candidate().sparseTraining();
    long seed = stage.candidate().seed();
    Fit fit =
        new Fit(
            sparse.training().rate(number),
            sparse.training().batch(),
            Seeds.of(seed, "sparse training's rows " + number),
            false,
            augmentation(),
            sparse);
    int shard = Seeds.shardAt(number - 1, shards, seed);
    return new Visit(stage.id(), number, shard, origin, null, null, 0, fit, scoring);
  }

  /**
   * Candidates with the same seed see the same rows in the same order: only the schedule differs.
   */
  private Visit roundVisit(
      Stage stage, int number, Origin origin, String earlyCheckpoint, Scoring scoring) {
    Candidate candidate = stage.candidate();
    Round round = stage.round();
    int visits = Math.toIntExact(visits(stage));
    int position = (round.number() - 1) * visits + number - 1;
    boolean first = number == 1;
    Prune prune = first ? prune(candidate, round) : null;
    Rewind rewind =
        first && earlyCheckpoint != null
            ? new Rewind(earlyCheckpoint, holdsZeros(candidate))
            : null;
    Training training = retraining(candidate);
    long seed = Seeds.of(candidate.seed(), "rows " + position);
    Fit fit = training.visits() == 0 ? null : fit(training, number, seed, holdsZeros(candidate));
    int shard = Seeds.shardAt(position, shards, candidate.seed());
    int recalibrationRows = first ? spec.search().recalibrationRows() : 0;
    return new Visit(
        stage.id(), number, shard, origin, prune, rewind, recalibrationRows, fit, scoring);
  }

  private Visit visitFromScratch(Stage stage, int number, Origin origin, Scoring scoring) {
    Candidate candidate = stage.candidate();
    long seed = candidate.seed();
    boolean holdsZeros = holdsZeros(candidate);
    Restart restart =
        number == 1 ? new Restart(Seeds.of(seed, "weights from scratch"), holdsZeros) : null;
    Fit fit =
        fit(
            trainingFromScratch(stage),
            number,
            Seeds.of(seed, "rows from scratch " + number),
            holdsZeros);
    int shard = Seeds.shardAt(number - 1, shards, seed);
    return new Visit(stage.id(), number, shard, origin, null, null, restart, 0, fit, scoring, true);
  }

  private Visit finalistVisit(Stage stage, int number, Origin origin, Scoring scoring) {
    Candidate candidate = stage.candidate();
    long seed = candidate.seed();
    Fit fit =
        fit(
            finalistTraining(),
            number,
            Seeds.of(seed, "finalist's rows " + number),
            holdsZeros(candidate));
    int shard = Seeds.shardAt(number - 1, shards, seed);
    return new Visit(stage.id(), number, shard, origin, null, null, 0, fit, scoring);
  }

  private Fit fit(Training training, long visit, long seed, boolean holdZeros) {
    return new Fit(
        training.rate(visit),
        training.batch(),
        seed,
        holdZeros,
        augmentation(),
        new NoSparseTraining());
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

  /** The training that the dense model has had here; none where it was given trained. */
  private Training denseTraining() {
    return train() == null ? Training.NONE : train().training(shards);
  }

  private Training retraining(Candidate candidate) {
    return candidate.retrain().training(denseTraining());
  }

  /**
   * The dense model's training, with as many visits more as have made its pruned counterpart of it.
   */
  private Training trainingFromScratch(Stage stage) {
    Candidate candidate = stage.candidate();
    long sparse = candidate.sparseTraining().training().visits();
    long rounds = stage.round().number() * retraining(candidate).visits();
    return denseTraining().lengthenedBy(sparse + rounds);
  }

  private Training finalistTraining() {
    return spec.finalists().training(shards);
  }

  private Augmentation augmentation() {
    return train() == null ? Augmentation.NONE : train().augmentation();
  }

  private TrainSpec train() {
    return spec.model().train();
  }
}
