package org.espalier.sweep;

import org.espalier.schedule.Round;

/**
 * One round of work on one parent model, named by the hash of all that determines its result.
 *
 * @param id the name; the variant it yields has the same
 * @param parent id of the stage whose model it starts from; null for the baseline
 * @param kind what it does
 * @param candidate the first that passes through it, nearest target; null for the baseline
 * @param round null for the baseline; a finalist has its variant's
 */
public record Stage(String id, String parent, Kind kind, Candidate candidate, Round round) {
  /** What a stage does. */
  public enum Kind {
    /** Trains or reads the dense model and scores it. */
    BASELINE,
    /** Ranks, removes, retrains, scores. */
    ROUND,
    /** Trains a frontier variant on, over all shards. */
    FINALIST
  }

  static Stage baseline(String determinants) {
    return new Stage(name(determinants), null, Kind.BASELINE, null, null);
  }

  static Stage round(Stage parent, Candidate candidate, Round round) {
    String id =
        name(
            String.join(
                "|",
                parent.id(),
                candidate.method(),
                Double.toString(round.level()),
                String.join(",", round.touched())));
    return new Stage(id, parent.id(), Kind.ROUND, candidate, round);
  }

  static Stage finalist(Stage of, String determinants) {
    return new Stage(
        name(of.id() + "|finalist|" + determinants),
        of.id(),
        Kind.FINALIST,
        of.candidate(),
        of.round());
  }

  private static String name(String determinants) {
    return Digest.of(determinants).substring(0, 12);
  }
}
