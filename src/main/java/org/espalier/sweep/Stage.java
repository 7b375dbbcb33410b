package org.espalier.sweep;

import java.util.List;
import java.util.stream.Collectors;
import org.espalier.schedule.Pool;
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

  /**
   * A round's stage.
   *
   * @param touched the pools that the round touches
   */
  static Stage round(Stage parent, Candidate candidate, Round round, List<Pool> touched) {
    String id =
        name(
            String.join(
                "|",
                parent.id(),
                candidate.method(),
                Double.toString(round.level()),
                touched.stream().map(Stage::guarded).collect(Collectors.joining(","))));
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

  private static String guarded(Pool pool) {
    return "%s %d %d".formatted(pool.name(), pool.floor(), pool.roundTo());
  }

  private static String name(String determinants) {
    return Digest.of(determinants).substring(0, 12);
  }
}
