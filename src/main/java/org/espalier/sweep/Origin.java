package org.espalier.sweep;

import java.io.Serializable;
import org.espalier.network.Shape;

/** Where a visit's model comes from. */
public sealed interface Origin extends Serializable {
  /**
   * A built-in architecture, newly initialised.
   *
   * @param seed of its weights; not 0
   */
  record Fresh(String architecture, Shape input, int classes, long seed) implements Origin {}

  /** A model among the run's checkpoints: what an earlier visit left, or the one that was given. */
  record Checkpoint(String name) implements Origin {}
}
