package org.espalier.sweep;

import java.util.List;

/**
 * Candidates that are tried together.
 *
 * @param candidates those that mean something, then the controls among candidates
 * @param leftOut those that came up and mean nothing, and why
 */
public record Batch(List<Candidate> candidates, List<LeftOut> leftOut) {
  /** A combination that means nothing. */
  public record LeftOut(Candidate candidate, String reason) {}

  public Batch {
    candidates = List.copyOf(candidates);
    leftOut = List.copyOf(leftOut);
  }

  /** How many candidates are there to compare others with. */
  public long controls() {
    return candidates.stream().filter(Candidate::isControl).count();
  }
}
