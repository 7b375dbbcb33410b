package org.espalier.sweep;

/**
 * How many model files a run's directory holds at a time, at most. Whatever results are, and in
 * whatever order they come: a model goes once nothing builds on it and something beats it, but
 * results may be such that nothing ever beats another.
 *
 * @param checkpoints while the sweep runs: one of each stage that leaves a model, and of each that
 *     is under way the one that it goes on from
 * @param delivered once it has ended: each row that no other beats
 */
public record Storage(long checkpoints, long delivered) {
  /**
   * Of a sweep.
   *
   * @param dense stages that make the dense model
   * @param probed stages of a sensitivity analysis, whose models are there while they are scored
   * @param searched stages of all candidates
   * @param underWay of these, how many can be under way at a time and make more than one visit
   * @param finalists that are trained when all others are settled
   * @param finalistVisits of each
   */
  static Storage of(
      long dense, long probed, long searched, long underWay, long finalists, long finalistVisits) {
    long trained = finalists * (finalistVisits > 1 ? 2 : 1);
    long beside = Math.max(probed, searched + Math.max(underWay, trained));
    return new Storage(dense + beside, 1 + searched + finalists);
  }

  /** Bytes of the checkpoints. */
  public long checkpointBytes(FileSizes sizes) {
    return checkpoints * sizes.checkpoint();
  }

  /** Bytes of the delivered models. */
  public long deliveredBytes(FileSizes sizes) {
    return delivered * sizes.deliverable();
  }
}
