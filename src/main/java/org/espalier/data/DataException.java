package org.espalier.data;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.security.AccessControlException;

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

  /** Of a file that is there, or should be. HDFS adds a stack trace to what it says. */
  static DataException unreadable(String path, IOException cause) {
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new DataException(
        "cannot read %s (%s: %s); %s"
            .formatted(path, cause.getClass().getSimpleName(), reason, advice(cause)),
        cause);
  }

  private static String advice(IOException cause) {
    if (cause instanceof AccessControlException || cause instanceof AccessDeniedException) {
      return "whoever runs this must be allowed to read it";
    }
    return cause instanceof SocketException || cause instanceof SocketTimeoutException
        ? "its file system does not answer"
        : "fetch it again";
  }
}
