package org.espalier.sweep;

/**
 * What the dense model is without some units of one pool.
 *
 * @param level share of the pool that was to go
 * @param kept units that stayed: more than the level says where guards hold them
 * @param measured null where it failed
 * @param error null when done
 */
public record SensitivityPoint(double level, long kept, Measured measured, String error) {
  static SensitivityPoint of(double level, long kept, Variant result) {
    return new SensitivityPoint(level, kept, result.measured(), result.error());
  }

  public boolean done() {
    return measured != null;
  }

  /**
   * Of a model that could not be scored: 0. What is known of such a layer is that nothing good came
   * of pruning it, so it is not to go early.
   */
  double accuracy() {
    return done() ? measured.accuracy() : 0;
  }
}
