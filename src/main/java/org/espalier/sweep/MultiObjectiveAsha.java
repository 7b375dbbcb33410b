package org.espalier.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.espalier.sweep.RungKey.Milestone;
import org.espalier.sweep.spec.MoAsha;
import org.espalier.sweep.spec.ObjectiveName;

/**
 * Multi-objective asynchronous successive halving (Li et al., 2020; Schmucker et al., 2021) over a
 * stage tree. After some rounds a path is held until its {@link Rung} has decided, by the order of
 * {@link org.espalier.frontier.SpreadOrder}, whether it is gone on from; those that are meet again
 * in a rung further on. Only rounds on which others build are held.
 *
 * <p>A rung's members come from one rung alone, since what they went through is part of what they
 * have in common; their sequence is that in which they were gone on from there. The first rungs are
 * in the sequence of ids, which are digests, and so a fair shuffle. Thus all decisions follow from
 * the results, in whatever order these are told, and a run that is resumed needs nothing else.
 */
final class MultiObjectiveAsha implements EarlyStopping {
  private final MoAsha rule;
  private final List<ObjectiveName> objectives;
  private final Function<Stage, Milestone> milestones;
  private final Map<RungKey, Rung> rungs = new LinkedHashMap<>();
  private final Map<Rung, Set<Rung>> feeds = new HashMap<>();
  private final Map<String, RungKey> keys = new HashMap<>();
  private final Map<String, List<String>> next = new HashMap<>();
  private final List<Stopped> stopped = new ArrayList<>();

  /**
   * Rungs of a tree, of which nothing is known yet.
   *
   * @param stages of the tree, parents before children
   * @param milestones what a round's path has been through
   */
  MultiObjectiveAsha(
      MoAsha rule,
      List<ObjectiveName> objectives,
      List<Stage> stages,
      Function<Stage, Milestone> milestones) {
    this.rule = rule;
    this.objectives = List.copyOf(objectives);
    this.milestones = milestones;
    place(stages);
  }

  private void place(List<Stage> stages) {
    List<Stage> rounds = stages.stream().filter(stage -> stage.kind() == Stage.Kind.ROUND).toList();
    Set<String> builtOn = builtOn(rounds);
    Map<String, String> lastHeld = new HashMap<>();
    List<String> first = new ArrayList<>();
    for (Stage stage : rounds) {
      String before = lastHeld.get(stage.parent());
      boolean held = builtOn.contains(stage.id()) && rule.comparesAfter(stage.round().number());
      if (held) {
        hold(stage, before);
        (before == null ? first : next.get(before)).add(stage.id());
      }
      lastHeld.put(stage.id(), held ? stage.id() : before);
    }
    next.values().forEach(ids -> ids.sort(Comparator.naturalOrder()));
    first.stream().sorted().forEach(this::expect);
    first.stream().map(this::rungOf).distinct().forEach(Rung::expectNoMore);
  }

  /** Those on which rounds of the same search build: for a control's sake nobody is held. */
  private Set<String> builtOn(List<Stage> rounds) {
    Map<String, Milestone> known = new HashMap<>();
    Set<String> builtOn = new HashSet<>();
    for (Stage stage : rounds) {
      Milestone milestone = milestones.apply(stage);
      known.put(stage.id(), milestone);
      Milestone parent = known.get(stage.parent());
      if (parent != null && milestone.isOfSearchOf(parent)) {
        builtOn.add(stage.parent());
      }
    }
    return builtOn;
  }

  /**
   * Gives a round its place in a rung.
   *
   * @param before the last round on its path that is held; null for none
   */
  private void hold(Stage stage, String before) {
    Milestone milestone = milestones.apply(stage);
    RungKey key = before == null ? new RungKey(milestone) : keys.get(before).then(milestone);
    keys.put(stage.id(), key);
    next.put(stage.id(), new ArrayList<>());
    Rung rung = rungs.computeIfAbsent(key, some -> new Rung(some.label(), rule, objectives));
    feeds.putIfAbsent(rung, new LinkedHashSet<>());
    if (before != null) {
      feeds.get(rungOf(before)).add(rung);
    }
  }

  private void expect(String member) {
    rungOf(member).expect(member);
  }

  private Rung rungOf(String member) {
    return rungs.get(keys.get(member));
  }

  @Override
  public List<Variant> settled(Variant variant) {
    if (!keys.containsKey(variant.id())) {
      return NONE.settled(variant);
    }
    Rung rung = rungOf(variant.id());
    rung.take(variant);
    return rung.isClosed() ? List.of() : decide(rung);
  }

  private List<Variant> decide(Rung rung) {
    List<Variant> goneOnFrom = new ArrayList<>(rung.decide());
    goneOnFrom.forEach(variant -> next.get(variant.id()).forEach(this::expect));
    if (rung.isClosed()) {
      stopped.addAll(rung.stopped());
      feeds.get(rung).forEach(Rung::expectNoMore);
    }
    // Some may have been waiting for nothing but this.
    for (Rung fed : feeds.get(rung)) {
      goneOnFrom.addAll(decide(fed));
    }
    return goneOnFrom;
  }

  @Override
  public List<Stopped> stopped() {
    return Collections.unmodifiableList(stopped);
  }
}
