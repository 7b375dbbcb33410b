package org.espalier.sweep;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.schedule.Pool;
import org.espalier.schedule.Round;
import org.espalier.sweep.spec.Control;

/**
 * One round of work on one parent model, named by the hash of all that determines its result.
 *
 * @param id the name; the variant it yields has the same
 * @param parent id of the stage whose model it starts from; null for what starts afresh
 * @param kind what it does
 * @param candidate the first that passes through it, nearest target; null for the dense model and
 *     its early states
 * @param round null for what has been pruned of nothing; a finalist, and what is trained from
 *     scratch, have their variant's
 */
public record Stage(String id, String parent, Kind kind, Candidate candidate, Round round) {
  /** What a stage does. */
  public enum Kind {
    /** Trains the dense model's first visits, for candidates that go back to where they end. */
    EARLY("early"),
    /** Trains or reads the dense model and scores it. */
    BASELINE("baseline"),
    /** Scores the dense model without some units of one pool, and leaves no model. */
    SENSITIVITY("sensitivity"),
    /** Trains the dense model with a penalty, so that pruning it loses less, and scores it. */
    SPARSE("sparse"),
    /** Ranks, removes, retrains, scores. */
    ROUND("round"),
    /** Trains a variant's shape from new weights, and scores it. */
    FROM_SCRATCH("from-scratch"),
    /** Trains a frontier variant on, over all shards. */
    FINALIST("finalist");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As results show it. */
    public String label() {
      return label;
    }

    /** Whether what comes of it is a row of the results: a model that somebody may want. */
    boolean isRow() {
      return this != EARLY && this != SENSITIVITY;
    }

    /** Whether a model is left, on which others can build. */
    boolean leavesModel() {
      return this != SENSITIVITY;
    }
  }

  /**
   * The dense model after some visits of its training.
   *
   * @param before the early state from which its training goes on; null for none
   * @param determinants all that determines the dense model
   */
  static Stage early(Stage before, String determinants, int visit) {
    String id = name("%s|early|%d".formatted(determinants, visit));
    return new Stage(id, before == null ? null : before.id(), Kind.EARLY, null, null);
  }

  /**
   * The dense model; its name does not depend on which early states of it are kept, as it does not.
   *
   * @param before the early state from which its training goes on; null for none
   */
  static Stage baseline(Stage before, String determinants) {
    return new Stage(
        name(determinants), before == null ? null : before.id(), Kind.BASELINE, null, null);
  }

  static Stage baseline(String determinants) {
    return baseline(null, determinants);
  }

  /**
   * A point of a sensitivity analysis.
   *
   * @param round its level is the share of the pool that goes, and says with the pool what stays
   * @param everyProbe what determines the result of every point beside candidate and round
   */
  static Stage sensitivity(Stage baseline, Candidate candidate, Round round, String everyProbe) {
    String id =
        name(
            String.join(
                "|",
                baseline.id(),
                "sensitivity",
                candidate.method(),
                Double.toString(round.level()),
                String.join(",", round.touched()),
                everyProbe));
    return new Stage(id, baseline.id(), Kind.SENSITIVITY, candidate, round);
  }

  /** The sparse training that comes before a candidate's first round. */
  static Stage sparse(Stage baseline, Candidate candidate) {
    String id =
        name(
            String.join(
                "|",
                baseline.id(),
                "sparse",
                candidate.sparseTraining().toString(),
                Long.toString(candidate.seed())));
    return new Stage(id, baseline.id(), Kind.SPARSE, candidate, null);
  }

  /**
   * A round's stage.
   *
   * @param touched the pools that the round touches
   * @param everyRound what determines the result of every round beside candidate and round
   */
  static Stage round(
      Stage parent, Candidate candidate, Round round, List<Pool> touched, String everyRound) {
    String id =
        name(
            String.join(
                "|",
                parent.id(),
                candidate.method(),
                Double.toString(round.level()),
                touched.stream().map(Stage::guarded).collect(Collectors.joining(",")),
                everyRound));
    return new Stage(id, parent.id(), Kind.ROUND, candidate, round);
  }

  /**
   * A variant's shape from new weights. All that determines its training determines the variant
   * too, and so stands in the variant's name.
   */
  static Stage fromScratch(Stage of) {
    return new Stage(
        name(of.id() + "|from-scratch"), of.id(), Kind.FROM_SCRATCH, of.candidate(), of.round());
  }

  static Stage finalist(Stage of, String determinants) {
    return new Stage(
        name(of.id() + "|finalist|" + determinants),
        of.id(),
        Kind.FINALIST,
        of.candidate(),
        of.round());
  }

  /** Whether it goes on from its parent, and is spared where that is not gone on from. */
  boolean goesOn() {
    return kind != Kind.FROM_SCRATCH;
  }

  /** What its result is compared with others as; empty for what the search itself asks for. */
  public Optional<Control> control() {
    return switch (kind) {
      case FROM_SCRATCH -> Optional.of(Control.FROM_SCRATCH);
      case ROUND, FINALIST -> Optional.ofNullable(candidate.control());
      case EARLY, BASELINE, SENSITIVITY, SPARSE -> Optional.empty();
    };
  }

  private static String guarded(Pool pool) {
    return "%s %d %d".formatted(pool.name(), pool.floor(), pool.roundTo());
  }

  private static String name(String determinants) {
    return Digest.of(determinants).substring(0, 12);
  }
}
