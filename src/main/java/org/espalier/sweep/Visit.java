package org.espalier.sweep;

import java.io.Serializable;
import java.util.Optional;

/**
 * A task: one model on one shard. Steps that are absent are left out; those that are there happen
 * in the order of the components.
 *
 * @param stage whose work it is
 * @param number from 1, in its stage
 * @param shard on whose executor it runs
 * @param prune null for none
 * @param rewind null for none
 * @param restart null for none
 * @param recalibrationRows of the shard, from which batch norms get their statistics anew; 0 for
 *     none
 * @param fit null for none
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
    Scoring scoring)
    implements Serializable {
  /** From the weights that are there. */
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
    this(stage, number, shard, origin, prune, rewind, null, recalibrationRows, fit, scoring);
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

  /** Whether it changes the model, so that a checkpoint must be left. */
  public boolean changesModel() {
    return prune != null || restart != null || fit != null || origin instanceof Origin.Fresh;
  }
}
