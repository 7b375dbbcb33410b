package org.espalier.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/**
 * The stages that make the dense model: one for each early state that candidates go back to, and
 * the baseline, each from where the one before stopped.
 */
final class DenseStages {
  private final List<Stage> stages = new ArrayList<>();
  private final Map<String, Long> ends = new LinkedHashMap<>();

  /**
   * Divides the dense model's training.
   *
   * @param determinants all that determines the dense model
   * @param visits of its training; 0 where it was given trained
   * @param early the visits after which its state is kept, each below {@code visits}
   */
  DenseStages(String determinants, long visits, NavigableSet<Integer> early) {
    for (int visit : early) {
      add(Stage.early(last(), determinants, visit), visit);
    }
    add(Stage.baseline(last(), determinants), visits);
  }

  private void add(Stage stage, long end) {
    stages.add(stage);
    ends.put(stage.id(), end);
  }

  private Stage last() {
    return stages.isEmpty() ? null : stages.get(stages.size() - 1);
  }

  /** In the order in which they run, the baseline last. */
  List<Stage> inOrder() {
    return List.copyOf(stages);
  }

  Stage baseline() {
    return last();
  }

  /** The one that ends after a visit. */
  Stage endingAfter(int visit) {
    return stages.stream()
        .filter(stage -> stage.kind() == Stage.Kind.EARLY && ends.get(stage.id()) == visit)
        .findFirst()
        .orElseThrow();
  }

  /** Visits of the dense model's training that lie before a stage. */
  long behind(Stage stage) {
    return stage.parent() == null ? 0 : ends.get(stage.parent());
  }

  /** Visits of the dense model's training that a stage makes. */
  long trainingVisits(Stage stage) {
    return ends.get(stage.id()) - behind(stage);
  }
}
