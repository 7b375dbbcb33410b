package org.espalier.sweep;

import java.io.Serializable;
import java.util.Optional;

/**
 * A task: one model on one shard, or on all. Steps that are absent are left out; those that are
 * there happen in the order of the components.
 *
 * @param stage whose work it is
 * @param number from 1, in its stage
 * @param shard on whose executor it runs; {@link #EVERY_SHARD} where it trains over all shards side
 *     by side and its scoring is divided among their executors
 * @param prune null for none
 * @param rewind null for none
 * @param restart null for none
 * @param recalibrationRows of the shard, from which batch norms get their statistics anew; 0 for
 *     none
 * @param fit null for none
 * @param leavesModel whether a changed model is kept as a checkpoint, or given up once it is scored
 */
public record Visit(
    String stage,
    int number,
    int shard,
    Origin origin,
    Prune prune,
    Rewind rewind,
    Restart restart,
    int recalibrationRows,
    Fit fit,
    Scoring scoring,
    boolean leavesModel)
    implements Serializable {
  /** No single shard: the visit concerns them all. */
  public static final int EVERY_SHARD = -1;

  /** Of which the model is kept, from the weights that are there. */
  public Visit(
      String stage,
      int number,
      int shard,
      Origin origin,
      Prune prune,
      Rewind rewind,
      int recalibrationRows,
      Fit fit,
      Scoring scoring) {
    this(stage, number, shard, origin, prune, rewind, null, recalibrationRows, fit, scoring, true);
  }

  /** The same without its scoring, so that whoever scores finds what it changed. */
  public Visit unscored() {
    return new Visit(
        stage,
        number,
        shard,
        origin,
        prune,
        rewind,
        restart,
        recalibrationRows,
        fit,
        Scoring.NONE,
        true);
  }

  public boolean overAllShards() {
    return shard == EVERY_SHARD;
  }

  public Optional<Prune> pruning() {
    return Optional.ofNullable(prune);
  }

  public Optional<Rewind> rewinding() {
    return Optional.ofNullable(rewind);
  }

  public Optional<Restart> restarting() {
    return Optional.ofNullable(restart);
  }

  public Optional<Fit> fitting() {
    return Optional.ofNullable(fit);
  }

  /** Whether it changes the model and that is kept, so that a checkpoint must be left. */
  public boolean leavesCheckpoint() {
    boolean changesModel =
        prune != null || restart != null || fit != null || origin instanceof Origin.Fresh;
    return changesModel && leavesModel;
  }
}
