package org.espalier.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.sweep.spec.Control;

/**
 * What variants have in common that are compared: wherever their paths were held so far the same
 * milestone, so that none is held against another that has been pruned less or trained more.
 *
 * @param path one or more, the last one that of the rung itself
 */
record RungKey(List<Milestone> path) {
  /**
   * What a path has been through.
   *
   * @param seed of the candidates: each repeats the whole search
   * @param control what it is a control of, as controls must not change the search; null for what
   *     the search itself asks for
   * @param batch of candidates with which it came: what was decided stays so when others are added
   * @param sparsity that it has reached
   * @param visits that it has been trained for since the dense model
   */
  record Milestone(long seed, Control control, int batch, int round, double sparsity, long visits) {
    /** Whether it belongs to the same search as another, be it before or after it. */
    boolean isOfSearchOf(Milestone other) {
      return seed == other.seed && control == other.control && batch == other.batch;
    }
  }

  RungKey {
    path = List.copyOf(path);
  }

  /** Of a rung where paths are compared for the first time. */
  RungKey(Milestone first) {
    this(List.of(first));
  }

  /** Of a rung where those that came through this one are compared next. */
  RungKey then(Milestone next) {
    List<Milestone> longer = new ArrayList<>(path);
    longer.add(next);
    return new RungKey(longer);
  }

  /** In words. */
  String label() {
    Milestone last = path.get(path.size() - 1);
    return "batch %d, round %d, sparsity %s, %d visits, seed %d%s"
        .formatted(
            last.batch(),
            last.round(),
            last.sparsity(),
            last.visits(),
            last.seed(),
            Optional.ofNullable(last.control())
                .map(some -> ", control " + some.label())
                .orElse(""));
  }
}
