package org.espalier.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.espalier.schedule.Pool;

/** Against which others a unit is ranked. */
public enum Ranking {
  /** Within its own pool: every layer reaches the same sparsity. */
  LOCAL("local") {
    @Override
    <T> List<List<T>> rivals(List<T> pools, Function<T, Pool> pool) {
      return pools.stream().map(List::of).toList();
    }
  },
  /** Against the units of all pools: the whole reaches the sparsity, layers differ. */
  GLOBAL("global") {
    @Override
    <T> List<List<T>> rivals(List<T> pools, Function<T, Pool> pool) {
      return pools.isEmpty() ? List.of() : List.of(pools);
    }
  },
  /**
   * Against the units of all pools that are built alike: each kind reaches the sparsity. Fang et
   * al., Isomorphic Pruning for Vision Models (2024): what is not alike does not compare, whatever
   * the normalizer.
   */
  ISOMORPHIC("isomorphic") {
    @Override
    <T> List<List<T>> rivals(List<T> pools, Function<T, Pool> pool) {
      Map<String, List<T>> kinds = new LinkedHashMap<>();
      for (T one : pools) {
        kinds.computeIfAbsent(pool.apply(one).kind(), kind -> new ArrayList<>()).add(one);
      }
      return List.copyOf(kinds.values());
    }
  };

  private final String label;

  Ranking(String label) {
    this.label = label;
  }

  /** As it is called in sweep files and results. */
  public String label() {
    return label;
  }

  /** Splits pools, or what has one each, into those whose units are ranked against each other. */
  abstract <T> List<List<T>> rivals(List<T> pools, Function<T, Pool> pool);
}
