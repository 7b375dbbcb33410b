package org.espalier.sweep;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.espalier.sweep.spec.SearchSpec;
import org.espalier.sweep.spec.Strategy;

/**
 * What a strategy wants to have tried: a batch of candidates, and once all of it has ended the next
 * one. Decides and runs nothing; the same results lead to the same proposals, so a sweep that was
 * killed finds its way by what its journal knows.
 */
sealed interface Proposals permits AllAtOnce, Generations {
  /** The first of a search. */
  static Proposals of(SearchSpec search) {
    SearchSpace space = new SearchSpace(search);
    Strategy strategy = search.strategy();
    if (strategy instanceof Strategy.Nsga2 nsga2) {
      return Generations.first(space, nsga2, search.controls());
    }
    Batch batch =
        strategy instanceof Strategy.Random random
            ? Chance.of(space, random.samples(), random.seed())
            : Grid.of(space);
    return new AllAtOnce(Controls.with(batch, search.controls()));
  }

  /** What is to be tried now. */
  Batch batch();

  /**
   * What is to be tried next; empty where that was all.
   *
   * @param costs what a candidate's end costs in each objective; empty where it has none, as it
   *     failed, was skipped or given up
   */
  Optional<Proposals> after(Function<Candidate, Optional<List<Double>>> costs);

  /** Whether this is all, whatever comes of it. */
  boolean isAll();

  /** How many candidates there will be in all, at most, but for controls. */
  long candidates();
}
