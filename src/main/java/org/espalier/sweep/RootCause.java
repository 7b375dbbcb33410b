package org.espalier.sweep;

/** The cause beneath all others, in the one line that users are shown. */
public final class RootCause {
  private static final String OURS = "org.espalier.";

  private RootCause() {}

  /**
   * Our own exceptions speak for themselves; another's message may need its type to be understood.
   */
  public static String of(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    boolean ours = cause.getClass().getName().startsWith(OURS) && cause.getMessage() != null;
    String text = ours ? cause.getMessage() : cause.toString();
    return text.strip().lines().findFirst().orElse(cause.getClass().getName());
  }
}
