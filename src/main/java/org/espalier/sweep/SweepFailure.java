package org.espalier.sweep;

/** A sweep that cannot go on; its message is the root cause in one line. */
public final class SweepFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SweepFailure(String message) {
    super(message);
  }
}
