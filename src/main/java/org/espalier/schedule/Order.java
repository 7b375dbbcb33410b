package org.espalier.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Which layers a round touches. With {@link #TOGETHER} a level of sparsity is one round; with the
 * others it is a round per layer, each followed by retraining, before the next level begins.
 */
public enum Order {
  TOGETHER("together") {
    @Override
    List<List<Pool>> rounds(List<Pool> pools) {
      return List.of(pools);
    }
  },
  FRONT_TO_BACK("front-to-back") {
    @Override
    List<List<Pool>> rounds(List<Pool> pools) {
      return oneByOne(pools);
    }
  },
  BACK_TO_FRONT("back-to-front") {
    @Override
    List<List<Pool>> rounds(List<Pool> pools) {
      List<Pool> reversed = new ArrayList<>(pools);
      Collections.reverse(reversed);
      return oneByOne(reversed);
    }
  },
  /** Those first that take part in the most multiply-adds; of equals the one in front. */
  COSTLIEST_FIRST("costliest-first") {
    @Override
    List<List<Pool>> rounds(List<Pool> pools) {
      return oneByOne(
          pools.stream().sorted(Comparator.comparingDouble(Pool::macs).reversed()).toList());
    }
  },
  /**
   * Those first that a network can best do without, as a sensitivity analysis has found: {@link
   * Path} is told the ranking.
   */
  LEAST_SENSITIVE_FIRST("least-sensitive-first") {
    @Override
    List<List<Pool>> rounds(List<Pool> pools) {
      return oneByOne(pools);
    }
  };

  private final String label;

  Order(String label) {
    this.label = label;
  }

  /** As it is called in sweep files and results. */
  public String label() {
    return label;
  }

  /** Whether a round touches one layer alone. */
  public boolean layerwise() {
    return this != TOGETHER;
  }

  /** Whether it must be known how sensitive each layer is. */
  public boolean needsSensitivity() {
    return this == LEAST_SENSITIVE_FIRST;
  }

  /**
   * Splits the pools of one sparsity level into the rounds that reach it.
   *
   * @param pools in network order, or by sensitivity where that is needed
   */
  abstract List<List<Pool>> rounds(List<Pool> pools);

  private static List<List<Pool>> oneByOne(List<Pool> pools) {
    return pools.stream().map(List::of).toList();
  }
}
