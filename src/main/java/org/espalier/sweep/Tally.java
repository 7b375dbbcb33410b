package org.espalier.sweep;

import java.util.EnumMap;
import java.util.Map;

/** How many stages are settled, and how. */
final class Tally {
  private final Map<Status, Integer> counts = new EnumMap<>(Status.class);

  void add(Variant variant) {
    counts.merge(variant.status(), 1, Integer::sum);
  }

  int of(Status status) {
    return counts.getOrDefault(status, 0);
  }

  int settled() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Those of which no model came. */
  int lost() {
    return of(Status.FAILED) + of(Status.SKIPPED);
  }
}
