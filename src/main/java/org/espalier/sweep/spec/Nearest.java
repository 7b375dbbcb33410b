package org.espalier.sweep.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Finds what a mistyped word was probably meant to be. */
public final class Nearest {
  private static final int LONGEST_COMPARED = 64;

  private Nearest() {}

  /** The known word with the fewest slips between it and {@code word}; of equals the first. */
  public static Optional<String> to(String word, Collection<String> known) {
    return by(known, candidate -> slips(word, candidate));
  }

  /** The nearest one, unless more than half the letters of the longer of the two are slips. */
  public static Optional<String> alike(String word, Collection<String> known) {
    return to(word, known)
        .filter(name -> 2 * slips(word, name) <= Math.max(word.length(), name.length()));
  }

  /** The one for which {@code distance} is least; of equals the first. */
  public static Optional<String> by(Collection<String> known, ToIntFunction<String> distance) {
    return known.stream().min(Comparator.comparingInt(distance));
  }

  /** What a message adds about the nearest name; nothing where there is no choice. */
  public static String hint(String word, Collection<String> known) {
    return known.size() < 2
        ? ""
        : to(word, known).map(nearest -> "; nearest: " + nearest).orElse("");
  }

  /**
   * Letters to be added, dropped, replaced or swapped with their neighbour to turn one word into
   * the other, case aside (optimal string alignment).
   */
  public static int slips(String from, String to) {
    String a = comparable(from);
    String b = comparable(to);
    if (!a.isEmpty() && b.startsWith(a)) {
      return a.equals(b) ? 0 : 1;
    }
    int[][] slips = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        slips[i][j] = i == 0 || j == 0 ? i + j : cheapest(slips, a, b, i, j);
      }
    }
    return slips[a.length()][b.length()];
  }

  private static int cheapest(int[][] slips, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least =
        Math.min(
            Math.min(slips[i - 1][j], slips[i][j - 1]) + 1, slips[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
  }

  private static String comparable(String word) {
    return word.substring(0, Math.min(word.length(), LONGEST_COMPARED)).toLowerCase(Locale.ROOT);
  }
}
