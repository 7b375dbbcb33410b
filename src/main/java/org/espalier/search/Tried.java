package org.espalier.search;

import java.util.List;
import java.util.Optional;

/**
 * A place in the cube, and what came of it.
 *
 * @param id its name; among equals it decides who comes first
 * @param costs in each objective, lower is better; empty where nothing came of it
 */
public record Tried(String id, List<Double> place, Optional<List<Double>> costs) {
  public Tried {
    place = List.copyOf(place);
    costs = costs.map(List::copyOf);
  }
}
