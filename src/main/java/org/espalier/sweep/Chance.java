package org.espalier.sweep;

import java.util.List;
import java.util.random.RandomGenerator;

/** Candidates that chance has chosen, each place of the space as likely as any other. */
final class Chance {
  private Chance() {}

  /** So many, none of them twice; all where the space has no more. */
  static Batch of(SearchSpace space, int samples, long seed) {
    RandomGenerator random = Seeds.generator(seed, "candidates");
    Draws draws = new Draws(space, List.of());
    List<Candidate> candidates =
        draws.take(samples, () -> space.cube().draw(random)).stream()
            .map(Draws.Drawn::candidate)
            .toList();
    return new Batch(candidates, draws.leftOut());
  }
}
