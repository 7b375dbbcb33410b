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
    String type = cause.getClass().getSimpleName();
    if (cause.getMessage() == null) {
      return type;
    }
    boolean ours = cause.getClass().getName().startsWith(OURS);
    String text = ours ? cause.getMessage() : type + ": " + cause.getMessage();
    return text.strip().lines().findFirst().orElse(type);
  }
}
