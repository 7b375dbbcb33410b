package org.espalier.store;

/** A run's directory cannot be used as it is. The message says what, where, and how to mend it. */
public final class StoreException extends RuntimeException {
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

  /** File system exceptions often have the path alone for a message: their type is the news. */
  private static String reason(Exception cause) {
    String type = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? type : type + ": " + cause.getMessage();
  }
}
