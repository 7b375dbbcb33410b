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
import org.espalier.schedule.Pool;
import org.espalier.schedule.SparseTraining;
import org.espalier.sweep.spec.MoAsha;
import org.espalier.sweep.spec.SweepSpec;

/** What a sweep will do: its stage tree, and what that amounts to. Runs nothing. */
public final class SweepPlan {
  private final SweepSpec spec;
  private final Grid grid;
  private final DenseStages dense;
  private final List<SensitivityPlan> sensitivity;
  private final Trainings trainings;
  private final StageVisits visits;
  private final StageTree tree;
  private final Map<Granularity, List<Pool>> pools = new EnumMap<>(Granularity.class);

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
    this.trainings = new Trainings(spec, data.shards());
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
            trainings.dense().visits(),
            earlyVisits());
    this.sensitivity = sensitivityPlans();
    this.visits = new StageVisits(spec, trainings, start, dense, sensitivity, this::pools);
    this.tree = tree(Map.of());
  }

  /** The same sweep, of which it is known now what each layer can do without. */
  private SweepPlan(SweepPlan plan, Map<Granularity, List<String>> leastSensitiveFirst) {
    this.spec = plan.spec;
    this.trainings = plan.trainings;
    this.grid = plan.grid;
    this.pools.putAll(plan.pools);
    this.dense = plan.dense;
    this.sensitivity = plan.sensitivity;
    this.visits = plan.visits;
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
                    trainings.shards()))
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

  /** The decisions of its early stopping, of which none is made yet. */
  EarlyStopping earlyStopping() {
    return spec.stopEarly() instanceof MoAsha rule
        ? new MultiObjectiveAsha(
            rule, spec.objectives(), tree.stages(), trainings::visitsSinceDense)
        : EarlyStopping.NONE;
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
    long finalists = spec.finalists().count() * trainings.finalist().visits();
    return finalists
        + sensitivityStages().size()
        + tree.stages().stream().mapToLong(this::visits).sum();
  }

  /** Of the visits those that train on their rows. */
  public long trainingVisits() {
    long finalists = spec.finalists().count() * trainings.finalist().visits();
    return finalists + tree.stages().stream().mapToLong(visits::training).sum();
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

  Optional<String> givenModel() {
    return visits.givenModel();
  }

  /** How many visits a stage takes: one at least, as something is to be done. */
  long visits(Stage stage) {
    return visits.count(stage);
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
    return visits.of(stage, number, parentCheckpoint, lastCheckpoint, earlyCheckpoint);
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
}
