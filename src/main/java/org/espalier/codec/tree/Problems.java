package org.espalier.codec.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers what is wrong, so that it can be said all at once. */
public final class Problems {
  private static final int LONGEST_SHOWN = 60;
  private static final Comparator<Problem> IN_READING_ORDER =
      Comparator.comparing((Problem problem) -> problem.place().line() == Place.WHOLE)
          .thenComparing(problem -> problem.place().line())
          .thenComparing(problem -> problem.place().column());

  private final List<Problem> found = new ArrayList<>();

  public void add(Place place, String key, String message) {
    found.add(new Problem(place, key, message));
  }

  /** Says that a value cannot stand where it does. */
  public void refuse(Node node, String key, String allowed) {
    if (!(node instanceof Node.Reported)) {
      add(node.place(), key, "cannot be %s; allowed: %s".formatted(brief(node.shown()), allowed));
    }
  }

  public boolean none() {
    return found.isEmpty();
  }

  /** Those of the file in the order of its lines, then those of the command line. */
  public List<Problem> inReadingOrder() {
    return found.stream().sorted(IN_READING_ORDER).toList();
  }

  private static String brief(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "…" : line;
  }
}
