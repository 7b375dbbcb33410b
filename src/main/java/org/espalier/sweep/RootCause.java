package org.espalier.sweep;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** The want of memory that an error comes from, where it does. */
  public static Optional<OutOfMemoryError> wantOfMemory(Throwable error) {
    return chain(error)
        .filter(OutOfMemoryError.class::isInstance)
        .map(OutOfMemoryError.class::cast)
        .findFirst();
  }

  /** An error and what is beneath it, downwards. */
  static Stream<Throwable> chain(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause);
  }

  private static String firstLine(String message) {
    return message.strip().lines().findFirst().orElseThrow();
  }
}
