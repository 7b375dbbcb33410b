package org.espalier.cli;

/** What the process ends with. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  /** Done, but more stages failed than {@code limits.failed-fraction} tolerates. */
  static final int TOO_MANY_FAILED = 3;

  private ExitCode() {}
}
