package org.espalier.engine;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.sweep.Effort;
import org.espalier.sweep.Phase;

/**
 * Where the time of one visit goes. Of a phase within another the time is its own, so that no
 * second counts twice.
 */
final class Stopwatch {
  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private Phase current;
  private long since = System.nanoTime();
  private long bytesRead;

  /** Something that is done in a phase. */
  interface Work<T, E extends Exception> {
    T result() throws E;
  }

  <T, E extends Exception> T during(Phase phase, Work<T, E> work) throws E {
    Phase outer = current;
    enter(phase);
    try {
      return work.result();
    } finally {
      enter(outer);
    }
  }

  void during(Phase phase, Runnable work) {
    during(
        phase,
        () -> {
          work.run();
          return null;
        });
  }

  private void enter(Phase phase) {
    long now = System.nanoTime();
    if (current != null) {
      nanos.merge(current, now - since, Long::sum);
    }
    current = phase;
    since = now;
  }

  void read(long bytes) {
    bytesRead += bytes;
  }

  /** So far. */
  Effort effort() {
    Map<Phase, Double> seconds =
        nanos.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue() / 1e9));
    return new Effort(seconds, bytesRead);
  }
}
