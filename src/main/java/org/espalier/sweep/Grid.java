package org.espalier.sweep;

import java.util.ArrayList;
import java.util.List;
import org.espalier.sweep.spec.SearchSpec;

/**
 * Every combination of a search's choices, and what it is compared with.
 *
 * @param candidates those that mean something, then the controls among candidates
 * @param leftOut those that do not, and why
 */
public record Grid(List<Candidate> candidates, List<LeftOut> leftOut) {
  /** A combination that means nothing. */
  public record LeftOut(Candidate candidate, String reason) {}

  public Grid {
    candidates = List.copyOf(candidates);
    leftOut = List.copyOf(leftOut);
  }

  public static Grid of(SearchSpec search) {
    List<Candidate> candidates = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    int combinations = search.combinations();
    for (int number = 0; number < combinations; number++) {
      Candidate candidate = candidate(search, new Pick(number, combinations));
      Contradictions.in(candidate)
          .ifPresentOrElse(
              reason -> leftOut.add(new LeftOut(candidate, reason)),
              () -> candidates.add(candidate));
    }
    candidates.addAll(Controls.of(candidates, search.controls()));
    return new Grid(candidates, leftOut);
  }

  /** How many candidates are there to compare others with. */
  public long controls() {
    return candidates.stream().filter(Candidate::isControl).count();
  }

  private static Candidate candidate(SearchSpec search, Pick pick) {
    return new Candidate(
        pick.from(search.criteria()),
        pick.from(search.normalizers()),
        pick.from(search.rankings()),
        pick.from(search.granularities()),
        pick.from(search.orders()),
        pick.from(search.schedules()),
        pick.from(search.targets()),
        pick.from(search.retrain()),
        pick.from(search.seeds()),
        pick.from(search.sparseTrainings()));
  }
}
