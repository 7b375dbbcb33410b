package org.espalier.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every combination of a search's choices. */
final class Grid {
  private Grid() {}

  /** In the order in which the axes turn, the last one fastest. */
  static Batch of(SearchSpace space) {
    List<Candidate> candidates = new ArrayList<>();
    List<Batch.LeftOut> leftOut = new ArrayList<>();
    long combinations = space.combinations();
    for (long number = 0; number < combinations; number++) {
      List<Double> place = space.place(number);
      Candidate candidate = space.at(place);
      Optional<String> reason = space.contradiction(place);
      if (reason.isPresent()) {
        leftOut.add(new Batch.LeftOut(candidate, reason.get()));
      } else {
        candidates.add(candidate);
      }
    }
    return new Batch(candidates, leftOut);
  }
}
