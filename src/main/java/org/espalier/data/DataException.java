package org.espalier.data;

/**
 * Data that cannot be had as asked for. The message is for the user: what is wrong, in which file,
 * and how to mend it.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
