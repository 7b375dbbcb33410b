package org.espalier.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.espalier.plan.Granularity;
import org.espalier.schedule.Path;
import org.espalier.schedule.Pool;
import org.espalier.schedule.Round;
import org.espalier.sweep.spec.Control;

/**
 * All candidates' rounds with shared prefixes merged (Shin et al., Hippo, 2020): every node runs
 * once, and its result is a variant.
 */
public final class StageTree {
  private final List<Stage> dense;
  private final Map<String, Stage> stages = new LinkedHashMap<>();
  private final Map<String, List<Stage>> children = new LinkedHashMap<>();
  private final String everyRound;
  private final List<Control> controls;
  private final Map<Granularity, List<String>> leastSensitiveFirst;
  private final Function<Candidate, List<Pool>> pools;
  private final Set<Candidate> shapes = new HashSet<>();
  private final Map<Candidate, Stage> ends = new HashMap<>();
  private final Map<String, Integer> batches = new HashMap<>();
  private final int batch;
  private long roundsApart;

  /**
   * Merges candidates, with no ranking by sensitivity: network order stands in for it.
   *
   * @param dense the stages that lead to the dense model, each from the one before, the baseline
   *     last
   * @param pools the pools a candidate may prune, with their dense sizes
   * @param everyRound what determines the result of every round beside candidate and round
   * @param controls what runs beside the candidates, to be compared with
   */
  public StageTree(
      List<Stage> dense,
      Collection<Candidate> candidates,
      Function<Candidate, List<Pool>> pools,
      String everyRound,
      List<Control> controls) {
    this(dense, candidates, pools, everyRound, controls, Map.of());
  }

  /**
   * Merges candidates.
   *
   * @param dense the stages that lead to the dense model, each from the one before, the baseline
   *     last
   * @param pools the pools a candidate may prune, with their dense sizes
   * @param everyRound what determines the result of every round beside candidate and round
   * @param controls what runs beside the candidates, to be compared with
   * @param leastSensitiveFirst names of all pools of each granularity of which the order is known
   */
  public StageTree(
      List<Stage> dense,
      Collection<Candidate> candidates,
      Function<Candidate, List<Pool>> pools,
      String everyRound,
      List<Control> controls,
      Map<Granularity, List<String>> leastSensitiveFirst) {
    this.everyRound = everyRound;
    this.controls = List.copyOf(controls);
    this.leastSensitiveFirst = Map.copyOf(leastSensitiveFirst);
    this.dense = List.copyOf(dense);
    this.dense.forEach(stage -> stages.put(stage.id(), stage));
    for (int i = 1; i < dense.size(); i++) {
      addChild(dense.get(i - 1), dense.get(i));
    }
    this.pools = pools;
    this.batch = 1;
    merge(candidates);
  }

  private StageTree(StageTree tree) {
    this.dense = tree.dense;
    this.everyRound = tree.everyRound;
    this.controls = tree.controls;
    this.leastSensitiveFirst = tree.leastSensitiveFirst;
    this.pools = tree.pools;
    this.stages.putAll(tree.stages);
    tree.children.forEach((stage, below) -> children.put(stage, new ArrayList<>(below)));
    this.shapes.addAll(tree.shapes);
    this.ends.putAll(tree.ends);
    this.batches.putAll(tree.batches);
    this.batch = tree.batch + 1;
    this.roundsApart = tree.roundsApart;
  }

  /** This tree with more candidates; what is there already stays as it is, and is shared. */
  StageTree with(Collection<Candidate> more) {
    StageTree grown = new StageTree(this);
    grown.merge(more);
    return grown;
  }

  /** Controls come last, so that no stage is one of theirs that the search itself asks for. */
  private void merge(Collection<Candidate> candidates) {
    candidates.stream()
        .sorted(Comparator.comparing(Candidate::isControl).thenComparingDouble(Candidate::target))
        .forEach(candidate -> merge(candidate, pools.apply(candidate)));
  }

  /** With a dense model that is made in one stage. */
  StageTree(
      Stage baseline, Collection<Candidate> candidates, Function<Candidate, List<Pool>> pools) {
    this(List.of(baseline), candidates, pools, "", List.of());
  }

  private void merge(Candidate candidate, List<Pool> pools) {
    Stage parent =
        candidate.trainsSparsely()
            ? shared(baseline(), Stage.sparse(baseline(), candidate))
            : baseline();
    List<Round> rounds =
        Path.rounds(
            candidate.schedule(),
            candidate.target(),
            candidate.order(),
            pools,
            leastSensitiveFirst.get(candidate.granularity()));
    for (Round round : rounds) {
      parent =
          shared(parent, Stage.round(parent, candidate, round, round.touchedOf(pools), everyRound));
    }
    ends.put(candidate, parent);
    roundsApart += rounds.size() + (candidate.trainsSparsely() ? 1 : 0);
    if (controls.contains(Control.FROM_SCRATCH) && !candidate.isControl()) {
      if (shapes.add(candidate.shape())) {
        shared(parent, Stage.fromScratch(parent));
      }
      roundsApart++;
    }
  }

  /** A stage, or the one of the same name that is there already. */
  private Stage shared(Stage parent, Stage stage) {
    if (stages.putIfAbsent(stage.id(), stage) == null) {
      addChild(parent, stage);
      batches.put(stage.id(), batch);
    }
    return stages.get(stage.id());
  }

  private void addChild(Stage parent, Stage child) {
    children.computeIfAbsent(parent.id(), id -> new ArrayList<>()).add(child);
  }

  /** The stages that lead to the dense model, the baseline last. */
  List<Stage> dense() {
    return dense;
  }

  public Stage baseline() {
    return dense.get(dense.size() - 1);
  }

  /** Every stage, those of the dense model first, parents before children. */
  public List<Stage> stages() {
    return List.copyOf(stages.values());
  }

  int size() {
    return stages.size();
  }

  /** A candidate's last round. */
  Stage end(Candidate candidate) {
    return ends.get(candidate);
  }

  /** With which candidates a stage came: 1 for the first, 2 for those that were added then. */
  int batch(Stage stage) {
    return batches.getOrDefault(stage.id(), 1);
  }

  public List<Stage> children(Stage stage) {
    return children.getOrDefault(stage.id(), List.of());
  }

  /** Rounds and trainings that would run if no candidate shared any. */
  public long roundsApart() {
    return roundsApart;
  }

  /** Rounds and trainings that run: the stages without those of the dense model. */
  public long rounds() {
    return (long) stages.size() - dense.size();
  }

  /** How many stages lie on the longest way down from each, itself included. */
  Map<String, Integer> heights() {
    Map<String, Integer> heights = new LinkedHashMap<>();
    List<Stage> upwards = new ArrayList<>(stages.values());
    Collections.reverse(upwards);
    for (Stage stage : upwards) {
      int below =
          children(stage).stream().mapToInt(child -> heights.get(child.id())).max().orElse(0);
      heights.put(stage.id(), below + 1);
    }
    return heights;
  }
}
