package org.espalier.search;

import java.util.List;
import java.util.random.RandomGenerator;

/** The unit cube: places are lists of a coordinate in [0, 1) for each dimension. */
public record Cube(List<Dimension> dimensions) {
  public Cube {
    dimensions = List.copyOf(dimensions);
  }

  /** A place drawn uniformly. */
  public List<Double> draw(RandomGenerator random) {
    return dimensions.stream().map(dimension -> random.nextDouble()).toList();
  }
}
