package org.espalier.store;

/** A run's directory cannot be used as it is. The message says what, where, and how to mend it. */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  /**
   * Puts the parts of a message together.
   *
   * @param what could not be done, and where
   * @param advice how to mend it
   */
  StoreException(String what, Exception cause, String advice) {
    super("%s (%s). %s.".formatted(what, reason(cause), advice), cause);
  }

  /**
   * By its type, as many messages are a path alone; and in one line, as HDFS adds a stack trace.
   */
  private static String reason(Exception cause) {
    String type = cause.getClass().getSimpleName();
    String message = cause.getMessage();
    return message == null
        ? type
        : message.lines().findFirst().map((type + ": ")::concat).orElse(type);
  }
}
