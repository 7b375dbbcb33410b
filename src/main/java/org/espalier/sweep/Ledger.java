package org.espalier.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run's journal says, as it was found and as it grows. */
final class Ledger {
  private final RunStore store;
  private final Progress progress;
  private final Map<String, Variant> settled = new LinkedHashMap<>();
  private final Map<String, List<Visited>> visited = new HashMap<>();
  private final Set<Stopped> stopped = new HashSet<>();
  private final Tally tally = new Tally();

  /**
   * Reads what earlier drivers have settled.
   *
   * @param progress is told of every variant, those of the journal first
   */
  Ledger(RunStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
    for (Entry entry : store.journal()) {
      if (entry instanceof Variant variant) {
        settled.put(variant.id(), variant);
        visited.remove(variant.id());
      } else if (entry instanceof Visited visit) {
        visited.computeIfAbsent(visit.stage(), stage -> new ArrayList<>()).add(visit);
      } else if (entry instanceof Stopped stop) {
        stopped.add(stop);
      }
    }
    settled.values().forEach(this::tellOf);
  }

  /** Of a settled stage; null while it is not. */
  Variant variant(String stage) {
    return settled.get(stage);
  }

  /** Visits of a stage that earlier drivers began and did not settle. */
  List<Visited> visits(Stage stage) {
    return visited.getOrDefault(stage.id(), List.of());
  }

  Tally tally() {
    return tally;
  }

  /** The models that somebody may build on, by what the journal says. */
  Set<String> models() {
    return Stream.concat(
            settled.values().stream().map(Variant::checkpoint),
            visited.values().stream().map(Ledger::lastModel))
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Stages under way whose models are gone begin anew. */
  void forgetVisits(Predicate<String> isGone) {
    visited.values().removeIf(visits -> isGone.test(lastModel(visits)));
  }

  private static String lastModel(List<Visited> visits) {
    return visits.get(visits.size() - 1).checkpoint();
  }

  void add(Visited visit) {
    store.append(visit);
  }

  /** Settles a stage; once more, where its model had to be made again. */
  void settle(Variant variant) {
    store.append(variant);
    if (settled.put(variant.id(), variant) == null) {
      tellOf(variant);
    }
  }

  /** Leaves word that a variant is not gone on from; false where an earlier driver has. */
  boolean stop(Stopped variant) {
    boolean isNew = stopped.add(variant);
    if (isNew) {
      store.append(variant);
    }
    return isNew;
  }

  private void tellOf(Variant variant) {
    tally.add(variant);
    progress.settled(variant);
  }
}
