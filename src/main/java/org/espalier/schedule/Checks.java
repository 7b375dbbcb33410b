package org.espalier.schedule;

/** The conditions that several schedules put on their settings. */
final class Checks {
  private static final double SMALLEST_STEP = 0.001;

  private Checks() {}

  static void share(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException("%s must lie in (0, 1), not %s".formatted(name, value));
    }
  }

  /** The smallest, 0.001, makes a thousand rounds: more is a slip of the pen. */
  static void step(double value) {
    if (!(value >= SMALLEST_STEP && value < 1)) {
      throw new IllegalArgumentException(
          "step must lie in [%s, 1), not %s".formatted(SMALLEST_STEP, value));
    }
  }

  static void positive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException("%s must be above 0, not %s".formatted(name, value));
    }
  }

  static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be at least 1, not %d".formatted(name, value));
    }
  }

  static void sparseTraining(double strength, int visits, double learningRate, int batch) {
    positive("strength", strength);
    atLeastOne("visits", visits);
    positive("learning-rate", learningRate);
    atLeastOne("batch", batch);
  }
}
