package org.espalier.report;

import java.util.Optional;
import org.espalier.schedule.Round;
import org.espalier.sweep.Candidate;
import org.espalier.sweep.Measured;
import org.espalier.sweep.TestScore;
import org.espalier.sweep.Variant;

/**
 * A variant as a row of the results.
 *
 * @param test empty unless it was shown the test set
 */
record Row(Variant variant, boolean onFrontier, Optional<TestScore> test) {
  /** Empty for what was not pruned. */
  Optional<Candidate> candidate() {
    return variant.pruned() ? preparation() : Optional.empty();
  }

  /**
   * The candidate for its sparse training and seed, which are all that a model that was not pruned
   * yet has of it; empty for the dense model.
   */
  Optional<Candidate> preparation() {
    return Optional.ofNullable(variant.stage().candidate());
  }

  /** Empty for the dense model. */
  Optional<Round> round() {
    return Optional.ofNullable(variant.stage().round());
  }

  /** Empty where the stage did not end well. */
  Optional<Measured> measured() {
    return Optional.ofNullable(variant.measured());
  }
}
