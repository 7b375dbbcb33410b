package org.espalier.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.frontier.Point;
import org.espalier.frontier.SlowSpreadOrder;
import org.espalier.sweep.spec.MoAsha;
import org.espalier.sweep.spec.ObjectiveName;

/**
 * What {@link MultiObjectiveAsha} should decide, from the results of all stages at once: every
 * prefix of every rung from the beginning, and nothing kept.
 */
final class SlowAsha {
  final Set<String> run = new HashSet<>();
  final Set<Stopped> stopped = new HashSet<>();
  private final MoAsha rule;
  private final List<ObjectiveName> objectives;
  private final Map<String, Stage> stages = new LinkedHashMap<>();
  private final Function<Stage, Variant> results;
  private final ToLongFunction<Stage> visits;
  private final Set<String> goneOnFrom = new HashSet<>();

  SlowAsha(
      MoAsha rule,
      List<ObjectiveName> objectives,
      List<Stage> stages,
      Function<Stage, Variant> results,
      ToLongFunction<Stage> visits) {
    this.rule = rule;
    this.objectives = objectives;
    this.results = results;
    this.visits = visits;
    stages.forEach(stage -> this.stages.put(stage.id(), stage));
    List<String> first =
        members().filter(stage -> held(stage).size() == 1).map(Stage::id).sorted().toList();
    sequences(first).values().forEach(this::decide);
    stages.stream().filter(this::isRun).map(Stage::id).forEach(run::add);
  }

  private Stream<Stage> members() {
    return stages.values().stream().filter(stage -> held(stage).contains(stage));
  }

  /** The stages on the way to one, itself included, that are held. */
  private List<Stage> held(Stage stage) {
    List<Stage> held = new ArrayList<>();
    for (Stage at = stage; at != null; at = stages.get(at.parent())) {
      if (isHeld(at)) {
        held.add(0, at);
      }
    }
    return held;
  }

  private boolean isHeld(Stage stage) {
    if (stage.kind() != Stage.Kind.ROUND) {
      return false;
    }
    boolean atRung = false;
    for (double point = rule.graceRounds(); point < 1000; point *= rule.eta()) {
      atRung |= Math.round(point) == stage.round().number();
    }
    return atRung
        && stages.values().stream()
            .filter(s -> s.kind() == Stage.Kind.ROUND && stage.id().equals(s.parent()))
            .anyMatch(s -> s.candidate().control() == stage.candidate().control());
  }

  private String key(Stage stage) {
    return held(stage).stream()
        .map(
            s -> List.of(s.candidate().control() + "", s.round(), visits.applyAsLong(s)).toString())
        .collect(Collectors.joining(", ", stage.candidate().seed() + ": ", ""));
  }

  private Map<String, List<String>> sequences(List<String> members) {
    return members.stream()
        .collect(Collectors.groupingBy(id -> key(stages.get(id)), Collectors.toList()));
  }

  private void decide(List<String> sequence) {
    Set<String> best = new LinkedHashSet<>();
    for (int j = Math.min(8, sequence.size()); j > 0 && j <= sequence.size(); j++) {
      List<String> ranked = ranked(sequence.subList(0, j));
      int share = (int) Math.floor(j / rule.eta());
      best.addAll(ranked.subList(0, Math.min(share, ranked.size())));
    }
    List<String> all = ranked(sequence);
    if (best.isEmpty() && !all.isEmpty()) {
      best.add(all.get(0));
    }
    goneOnFrom.addAll(best);
    for (int place = 0; place < all.size(); place++) {
      if (!best.contains(all.get(place))) {
        stopped.add(new Stopped(all.get(place), label(all.get(place)), place + 1, all.size()));
      }
    }
    List<String> next = new ArrayList<>();
    for (String parent : best) {
      members()
          .filter(stage -> held(stage).size() == held(stages.get(parent)).size() + 1)
          .filter(stage -> held(stage).contains(stages.get(parent)))
          .map(Stage::id)
          .sorted(Comparator.naturalOrder())
          .forEach(next::add);
    }
    sequences(next).values().forEach(this::decide);
  }

  private List<String> ranked(List<String> members) {
    List<Point> points = new ArrayList<>();
    for (String member : members) {
      Stage stage = stages.get(member);
      if (isSound(stage)) {
        points.add(VariantFront.rawCosts(results.apply(stage), objectives));
      }
    }
    return SlowSpreadOrder.of(points).stream().map(Point::id).toList();
  }

  /** Whether nothing on the way to it has failed. */
  private boolean isSound(Stage stage) {
    for (Stage at = stage; at != null; at = stages.get(at.parent())) {
      if (!results.apply(at).done()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Run, or skipped since something on the way has failed. What is compared with its parent is run
   * whether or not that is gone on from.
   */
  private boolean isRun(Stage stage) {
    Stage parent = stages.get(stage.parent());
    boolean compared = stage.kind() == Stage.Kind.FROM_SCRATCH;
    for (Stage at = compared ? stages.get(parent.parent()) : parent;
        at != null;
        at = stages.get(at.parent())) {
      if (isHeld(at) && isSound(at) && !goneOnFrom.contains(at.id())) {
        return false;
      }
    }
    return true;
  }

  private String label(String member) {
    Stage stage = stages.get(member);
    String control =
        stage.candidate().isControl() ? ", control " + stage.candidate().control().label() : "";
    return "batch 1, round %d, sparsity %s, %d visits, seed %d%s"
        .formatted(
            stage.round().number(),
            stage.round().sparsity(),
            visits.applyAsLong(stage),
            stage.candidate().seed(),
            control);
  }
}
