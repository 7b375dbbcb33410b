package org.espalier.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Answers, time after time, a series of choices in every way there is. */
final class AllOrders implements IntUnaryOperator {
  private final List<Integer> chosen = new ArrayList<>();
  private final List<Integer> choices = new ArrayList<>();
  private int at;
  private int tried;

  @Override
  public int applyAsInt(int options) {
    if (at == chosen.size()) {
      chosen.add(0);
      choices.add(options);
    }
    return chosen.get(at++);
  }

  /** Ends a series; whether there is one that was not tried yet, which begins then. */
  boolean hasAnother() {
    tried++;
    at = 0;
    for (int last = chosen.size() - 1; last >= 0; last--) {
      if (chosen.get(last) + 1 < choices.get(last)) {
        chosen.set(last, chosen.get(last) + 1);
        return true;
      }
      chosen.remove(last);
      choices.remove(last);
    }
    return false;
  }

  int tried() {
    return tried;
  }
}
