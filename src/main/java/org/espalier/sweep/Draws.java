package org.espalier.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes what means something and is new from places that come up, and lets other places come up in
 * the stead of the rest.
 */
final class Draws {
  /** So many in vain one after the other mean that there is hardly anything left. */
  private static final int IN_VAIN = 1000;

  /** A candidate, and where it is. */
  record Drawn(List<Double> place, Candidate candidate) {}

  private final SearchSpace space;
  private final Set<Candidate> known;
  private final Map<Candidate, String> leftOut = new LinkedHashMap<>();

  /**
   * Draws from a space.
   *
   * @param known candidates that are not new
   */
  Draws(SearchSpace space, Collection<Candidate> known) {
    this.space = space;
    this.known = new HashSet<>(known);
  }

  /**
   * The next candidates; fewer where the space has no more. Where all is choices, what chance does
   * not find is taken in the order of the grid.
   *
   * @param places where they come up
   */
  List<Drawn> take(int count, Supplier<List<Double>> places) {
    List<Drawn> drawn = new ArrayList<>();
    int inVain = 0;
    while (drawn.size() < count && inVain < IN_VAIN) {
      inVain = take(places.get(), drawn) ? 0 : inVain + 1;
    }
    long rest = space.isFinite() ? space.combinations() : 0;
    for (long number = 0; number < rest && drawn.size() < count; number++) {
      take(space.place(number), drawn);
    }
    return drawn;
  }

  private boolean take(List<Double> place, List<Drawn> drawn) {
    Candidate candidate = space.at(place);
    if (known.contains(candidate) || leftOut.containsKey(candidate)) {
      return false;
    }
    space
        .contradiction(place)
        .ifPresentOrElse(
            reason -> leftOut.put(candidate, reason),
            () -> {
              known.add(candidate);
              drawn.add(new Drawn(place, candidate));
            });
    return known.contains(candidate);
  }

  /** What came up and means nothing. */
  List<Batch.LeftOut> leftOut() {
    return leftOut.entrySet().stream()
        .map(entry -> new Batch.LeftOut(entry.getKey(), entry.getValue()))
        .toList();
  }
}
