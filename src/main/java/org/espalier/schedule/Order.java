package org.espalier.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which layers a round touches. With {@link #TOGETHER} a level of sparsity is one round; with the
 * others it is a round per layer, each followed by retraining, before the next level begins.
 */
public enum Order {
  TOGETHER("together") {
    @Override
    <T> List<List<T>> rounds(List<T> layers) {
      return List.of(layers);
    }
  },
  FRONT_TO_BACK("front-to-back") {
    @Override
    <T> List<List<T>> rounds(List<T> layers) {
      return layers.stream().map(List::of).toList();
    }
  },
  BACK_TO_FRONT("back-to-front") {
    @Override
    <T> List<List<T>> rounds(List<T> layers) {
      List<T> reversed = new ArrayList<>(layers);
      Collections.reverse(reversed);
      return FRONT_TO_BACK.rounds(reversed);
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

  /** Splits the layers of one sparsity level into the rounds that reach it. */
  abstract <T> List<List<T>> rounds(List<T> layers);
}
