package org.espalier.data;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The known name that a mistyped one is closest to, by edits (Levenshtein, 1966). */
final class Nearest {
  private Nearest() {}

  /** Empty when even the closest shares less than half of its letters with the word. */
  static Optional<String> to(String word, List<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> edits(word, name)))
        .filter(name -> 2 * edits(word, name) <= Math.max(word.length(), name.length()));
  }

  /** Letters to insert, drop or exchange; one row of the table is kept at a time. */
  private static int edits(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int exchange = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(exchange, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
