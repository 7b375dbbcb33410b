package org.espalier.sweep;

import java.util.List;

/** Decides which variants are gone on from. Sees results, and never what runs them. */
interface EarlyStopping {
  /** Goes on from every variant that is done. */
  EarlyStopping NONE = variant -> variant.done() ? List.of(variant) : List.of();

  /**
   * Takes a result. Each settled variant is told once, in any order.
   *
   * @return those that are gone on from by now: this one, or others that were held until now
   */
  List<Variant> settled(Variant variant);

  /** Those that will never be gone on from, in the order in which that became certain. */
  default List<Stopped> stopped() {
    return List.of();
  }
}
