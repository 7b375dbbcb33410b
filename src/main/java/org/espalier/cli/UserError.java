package org.espalier.cli;

/** Wrong usage or input, found before anything has run: its message is all the user sees. */
final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UserError(String message) {
    super(message);
  }
}
