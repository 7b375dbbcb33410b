package org.espalier.schedule;

/** The conditions that several schedules put on their settings. */
final class Checks {
  private Checks() {}

  static void share(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException("%s must lie in (0, 1), not %s".formatted(name, value));
    }
  }
}
