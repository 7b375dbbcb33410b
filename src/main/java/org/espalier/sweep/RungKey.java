package org.espalier.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.sweep.spec.Control;

/**
 * What variants have in common that are compared: a seed, what they are controls of, and wherever
 * they were compared so far the same budget, so that none is held against another that has been
 * pruned less or trained more.
 *
 * @param control null for what the search itself asks for
 */
record RungKey(long seed, Control control, List<Budget> history) {
  /**
   * What a path has been through.
   *
   * @param batch of candidates with which it came: what was decided stays so when others are added
   * @param sparsity that it has reached
   * @param visits that it has been trained for since the dense model
   */
  record Budget(int batch, int round, double sparsity, long visits) {}

  RungKey {
    history = List.copyOf(history);
  }

  /** Of the rungs where a stage's path is compared for the first time. */
  static RungKey first(Stage stage, Budget budget) {
    Candidate candidate = stage.candidate();
    return new RungKey(candidate.seed(), candidate.control(), List.of(budget));
  }

  /** Of the rung where those that came through this one are compared next. */
  RungKey then(Budget budget) {
    List<Budget> longer = new ArrayList<>(history);
    longer.add(budget);
    return new RungKey(seed, control, longer);
  }

  /** In words. */
  String label() {
    Budget last = history.get(history.size() - 1);
    return "batch %d, round %d, sparsity %s, %d visits, seed %d%s"
        .formatted(
            last.batch(),
            last.round(),
            last.sparsity(),
            last.visits(),
            seed,
            Optional.ofNullable(control).map(some -> ", control " + some.label()).orElse(""));
  }
}
