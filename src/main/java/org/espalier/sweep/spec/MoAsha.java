package org.espalier.sweep.spec;

/**
 * Multi-objective asynchronous successive halving: of the variants that are compared the best one
 * in {@code eta} is gone on from (Li et al., A System for Massively Parallel Hyperparameter Tuning,
 * 2020; Schmucker et al., Multi-objective Asynchronous Successive Halving, 2021).
 *
 * @param eta 2 or more
 * @param graceRounds rounds that every path has before it is compared, 1 or more; it is compared
 *     again when it has eta times as many, and so on
 */
public record MoAsha(double eta, int graceRounds) implements EarlyStop {
  public MoAsha {
    if (!(eta >= 2 && Double.isFinite(eta))) {
      throw new IllegalArgumentException("eta is 2 or more, not " + eta);
    }
    if (graceRounds < 1) {
      throw new IllegalArgumentException("a path has a round or more of grace, not " + graceRounds);
    }
  }

  @Override
  public String name() {
    return "mo-asha";
  }

  /** Whether paths are compared after so many rounds. */
  public boolean comparesAfter(int rounds) {
    double point = graceRounds;
    while (Math.round(point) < rounds) {
      point *= eta;
    }
    return Math.round(point) == rounds;
  }

  /** How many of those compared are gone on from. */
  public int share(int compared) {
    return (int) Math.floor(compared / eta);
  }
}
