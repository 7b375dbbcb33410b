package org.espalier.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.espalier.schedule.Path;
import org.espalier.schedule.Pool;
import org.espalier.schedule.Round;

/**
 * All candidates' rounds with shared prefixes merged (Shin et al., Hippo, 2020): every node runs
 * once, and its result is a variant.
 */
public final class StageTree {
  private final Stage baseline;
  private final Map<String, Stage> stages = new LinkedHashMap<>();
  private final Map<String, List<Stage>> children = new LinkedHashMap<>();
  private long roundsApart;

  /**
   * Merges candidates.
   *
   * @param pools the pools a candidate may prune, with their dense sizes
   */
  public StageTree(
      Stage baseline, Collection<Candidate> candidates, Function<Candidate, List<Pool>> pools) {
    this.baseline = baseline;
    stages.put(baseline.id(), baseline);
    candidates.stream()
        .sorted(Comparator.comparingDouble(Candidate::target))
        .forEach(candidate -> merge(candidate, pools.apply(candidate)));
  }

  private void merge(Candidate candidate, List<Pool> pools) {
    Stage parent = baseline;
    List<Round> rounds =
        Path.rounds(candidate.schedule(), candidate.target(), candidate.order(), pools);
    for (Round round : rounds) {
      Stage stage = Stage.round(parent, candidate, round, round.touchedOf(pools));
      if (stages.putIfAbsent(stage.id(), stage) == null) {
        children.computeIfAbsent(parent.id(), id -> new ArrayList<>()).add(stage);
      }
      parent = stages.get(stage.id());
    }
    roundsApart += rounds.size();
  }

  public Stage baseline() {
    return baseline;
  }

  /** Every stage, the baseline first, parents before children. */
  public List<Stage> stages() {
    return List.copyOf(stages.values());
  }

  public List<Stage> children(Stage stage) {
    return children.getOrDefault(stage.id(), List.of());
  }

  /** Rounds that would run if no candidate shared any. */
  public long roundsApart() {
    return roundsApart;
  }

  /** Rounds that run: the stages without the baseline. */
  public long rounds() {
    return stages.size() - 1L;
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
