package org.espalier.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;

/** The masters of a standalone cluster, {@code spark://HOST:PORT,HOST:PORT}. */
record Masters(List<String> places) {
  private static final String SCHEME = "spark://";
  private static final int PATIENCE_MILLISECONDS = 3000;

  /** Those that a URL names; none where it is not of a standalone cluster. */
  static Masters of(String url) {
    return new Masters(
        url.startsWith(SCHEME)
            ? Arrays.asList(url.substring(SCHEME.length()).split(","))
            : List.of());
  }

  /** What is wrong where none answers: Spark itself would try for a minute, and stop. */
  List<String> problems() {
    if (places.isEmpty() || places.stream().anyMatch(Masters::answers)) {
      return List.of();
    }
    return List.of(
        "no master answers at %s%s. Start one there, or name another --master"
            .formatted(SCHEME, String.join(",", places)));
  }

  private static boolean answers(String place) {
    int colon = place.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(place.substring(colon + 1));
      String host = place.substring(0, Math.max(0, colon));
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLISECONDS);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
