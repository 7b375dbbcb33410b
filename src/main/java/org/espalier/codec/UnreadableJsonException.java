package org.espalier.codec;

import java.io.IOException;

/** A text that is not what was once written: cut off in the middle, changed, or of another kind. */
public final class UnreadableJsonException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableJsonException(String message) {
    super(message);
  }

  UnreadableJsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
