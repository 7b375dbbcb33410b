package org.espalier.sweep;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.espalier.network.Network;
import org.espalier.plan.Granularity;
import org.espalier.plan.Reach;
import org.espalier.schedule.Path;
import org.espalier.schedule.Pool;
import org.espalier.schedule.RetrainPolicy;
import org.espalier.schedule.SparseTraining;
import org.espalier.sweep.spec.Choice;
import org.espalier.sweep.spec.MoAsha;
import org.espalier.sweep.spec.NoEarlyStop;
import org.espalier.sweep.spec.SweepSpec;

/** What a sweep will do: its stage tree, and what that amounts to. Runs nothing. */
public final class SweepPlan {
  private static final int REASONS_TOLD = 6;

  private final SweepSpec spec;
  private final SearchSpace space;
  private final Proposals proposals;
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
    this.space = new SearchSpace(spec.search());
    this.proposals = Proposals.of(spec.search());
    checkThatSomeMeanSomething(proposals.batch());
    for (Candidate outline : space.outlines()) {
      pools.computeIfAbsent(
          outline.granularity(), some -> Pools.of(network, some, spec.search().guards()));
      Reach.check(pools(outline), outline.target(), outline.ranking());
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
    this.tree = tree(proposals.batch().candidates(), Map.of());
  }

  /** The same sweep once more is known of it. */
  private SweepPlan(SweepPlan plan, Proposals proposals, StageTree tree) {
    this.spec = plan.spec;
    this.trainings = plan.trainings;
    this.space = plan.space;
    this.proposals = proposals;
    this.pools.putAll(plan.pools);
    this.dense = plan.dense;
    this.sensitivity = plan.sensitivity;
    this.visits = plan.visits;
    this.tree = tree;
  }

  private StageTree tree(
      List<Candidate> candidates, Map<Granularity, List<String>> leastSensitiveFirst) {
    return new StageTree(
        dense.inOrder(),
        candidates,
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
    List<Candidate> possible = proposals.isAll() ? batch().candidates() : space.outlines();
    return possible.stream()
        .filter(candidate -> candidate.granularity() == granularity)
        .anyMatch(candidate -> candidate.order().needsSensitivity());
  }

  public SweepSpec spec() {
    return spec;
  }

  /** What is tried first; all there is, unless candidates depend on results. */
  public Batch batch() {
    return proposals.batch();
  }

  /** Whether no strategy will add to it: else more may build on any of its stages. */
  boolean isAll() {
    return proposals.isAll();
  }

  /**
   * Of all batches so far. As long as sensitivity is not known, network order stands in for it
   * here.
   */
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
    return new SweepPlan(this, proposals, tree(batch().candidates(), found.order()));
  }

  /**
   * The plan with the next batch; empty where the last has been tried.
   *
   * @param results what came of a stage; empty where it never ran
   */
  Optional<SweepPlan> after(Variant ofDense, Function<Stage, Optional<Variant>> results) {
    return proposals
        .after(candidate -> results.apply(tree.end(candidate)).flatMap(end -> costs(end, ofDense)))
        .map(next -> new SweepPlan(this, next, tree.with(next.batch().candidates())));
  }

  private Optional<List<Double>> costs(Variant end, Variant ofDense) {
    return end.done()
        ? Optional.of(VariantFront.costs(end, ofDense, spec.objectives()))
        : Optional.empty();
  }

  /** The decisions of its early stopping, of which none is made yet. */
  EarlyStopping earlyStopping() {
    return spec.stopEarly() instanceof MoAsha rule
        ? new MultiObjectiveAsha(rule, spec.objectives(), tree.stages(), this::milestone)
        : EarlyStopping.NONE;
  }

  /**
   * How many stages early stopping leaves if results are chance; empty where nothing is stopped, or
   * not all candidates are known.
   */
  public OptionalLong stagesByChance() {
    return spec.stopEarly() instanceof NoEarlyStop || !isAll()
        ? OptionalLong.empty()
        : OptionalLong.of(ChanceRun.stages(tree, this::earlyStopping));
  }

  private RungKey.Milestone milestone(Stage round) {
    return new RungKey.Milestone(
        round.candidate().seed(),
        round.candidate().control(),
        tree.batch(round),
        round.round().number(),
        round.round().sparsity(),
        trainings.visitsSinceDense(round));
  }

  /** How many stages there are before the finalists, as far as is known. */
  int stages() {
    return tree.size() + sensitivityStages().size();
  }

  private void checkSparseTrainings(Network network) {
    for (Choice<SparseTraining> choice : spec.search().sparseTrainings()) {
      SparseTraining sparse = choice.lowest();
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
    spec.search().retrain().forEach(choice -> choice.lowest().rewindsTo().ifPresent(visits::add));
    return visits;
  }

  /** What all of it comes to. */
  public Estimate estimate() {
    return proposals.isAll()
        ? Estimate.of(tree, batch(), visits, others())
        : Estimate.atMost(
            tree(List.of(dearest()), Map.of()),
            proposals.candidates(),
            spec.search().controls(),
            visits,
            others());
  }

  /** How many model files there are at a time, at most. */
  public Storage storage() {
    Estimate estimate = estimate();
    long searched = estimate.searched().stages();
    return Storage.of(
        tree.dense().size(),
        sensitivityStages().size(),
        searched,
        estimate.exact() ? visits.longAtATime(tree) : estimate.candidates(),
        Math.min(spec.finalists().count(), searched),
        trainings.finalist().visits());
  }

  /** Rows of the largest mini-batch that a stage trains on. */
  public int largestBatch() {
    return trainings.largestBatch();
  }

  /** Whether some candidate may go back to an early state of the dense model. */
  public boolean rewinds() {
    return tree.dense().size() > 1;
  }

  /** What is done beside the search. */
  private Outlay others() {
    long ofFinalists = trainings.shardsOfFinalist();
    return Outlay.of(tree.dense().stream(), visits)
        .plus(Outlay.of(sensitivityStages().stream(), visits))
        .plus(new Outlay(1, ofFinalists, ofFinalists).times(spec.finalists().count()));
  }

  /**
   * The one with the most rounds of all that there may be, after each of which it trains longest.
   */
  private Candidate dearest() {
    Candidate longest =
        Collections.max(
            space.outlines(),
            Comparator.comparingInt(
                outline ->
                    Path.rounds(
                            outline.schedule(), outline.target(), outline.order(), pools(outline))
                        .size()));
    RetrainPolicy retrain =
        most(spec.search().retrain(), policy -> policy.training(trainings.dense()).visits());
    SparseTraining sparse =
        most(spec.search().sparseTrainings(), training -> training.training().visits());
    return longest.retrainedBy(retrain).after(sparse);
  }

  /** Of what trains most; ranges of rates and strengths do not matter for it. */
  private static <T> T most(List<Choice<T>> axis, ToLongFunction<T> visits) {
    return Collections.max(
        axis.stream().map(Choice::lowest).toList(), Comparator.comparingLong(visits));
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

  private static void checkThatSomeMeanSomething(Batch batch) {
    if (batch.candidates().isEmpty()) {
      List<String> reasons =
          batch.leftOut().stream().map(Batch.LeftOut::reason).distinct().toList();
      int more = reasons.size() - REASONS_TOLD;
      throw new IllegalArgumentException(
          "no combination means anything: "
              + reasons.stream().limit(REASONS_TOLD).collect(Collectors.joining("; "))
              + (more > 0 ? "; and %d reasons more".formatted(more) : ""));
    }
  }

  private List<Pool> pools(Candidate candidate) {
    return pools.get(candidate.granularity());
  }
}
