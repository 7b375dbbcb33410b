package org.espalier.schedule;

import java.io.Serializable;
import java.util.List;

/**
 * One removal on a path.
 *
 * @param number from 1
 * @param level the sparsity of the layers it touches afterwards, of the dense model
 * @param touched names of the pools (channel groups or weight matrices) it touches
 * @param sparsity of all pools together afterwards, weighted by their dense sizes; equals {@code
 *     level} once every pool has reached it
 */
public record Round(int number, double level, List<String> touched, double sparsity)
    implements Serializable {
  public Round {
    touched = List.copyOf(touched);
  }

  /** Those of some pools that it touches, in their order. */
  public List<Pool> touchedOf(List<Pool> pools) {
    return pools.stream().filter(pool -> touched.contains(pool.name())).toList();
  }
}
