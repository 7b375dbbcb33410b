package org.espalier.sweep;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * What a visit took, for those who look on: no result depends on it.
 *
 * @param seconds by phase; of those that it had
 * @param bytesRead of models, and of rows, wherever these were kept
 */
public record Effort(Map<Phase, Double> seconds, long bytesRead) implements Serializable {
  /** Of a visit of which nothing is known. */
  public static final Effort UNKNOWN = new Effort(Map.of(), 0);

  public Effort {
    seconds = Map.copyOf(seconds);
  }

  /** The same with more time in a phase. */
  public Effort and(Phase phase, double more) {
    Map<Phase, Double> longer = new HashMap<>(seconds);
    longer.merge(phase, more, Double::sum);
    return new Effort(longer, bytesRead);
  }
}
