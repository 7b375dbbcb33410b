package org.espalier.sweep;

/** The cause beneath all others, in the one line that users are shown. */
public final class RootCause {
  private static final String OURS = "org.espalier.";

  private RootCause() {}

  /** What an exception says that was thrown to be shown, or else what it is. */
  public static String told(Exception error) {
    String message = error.getMessage();
    return message == null || message.isBlank() ? of(error) : firstLine(message);
  }

  /**
   * Our own exceptions speak for themselves; another's message may need its type to be understood.
   */
  public static String of(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String type = cause.getClass().getSimpleName();
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return type;
    }
    boolean ours = cause.getClass().getName().startsWith(OURS);
    return firstLine(ours ? message : type + ": " + message);
  }

  private static String firstLine(String message) {
    return message.strip().lines().findFirst().orElseThrow();
  }
}
