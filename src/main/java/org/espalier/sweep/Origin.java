package org.espalier.sweep;

import java.io.Serializable;
import org.espalier.network.Shape;

/** Where a visit's model comes from. */
public sealed interface Origin extends Serializable {
  /**
   * A built-in architecture, newly initialised.
   *
   * @param seed of its weights; not 0
   * @param weightDecay λ of the penalty λ/2 · Σw² that its training puts on weights; 0 for none
   */
  record Fresh(String architecture, Shape input, int classes, long seed, double weightDecay)
      implements Origin {
    /** Without weight decay. */
    public Fresh(String architecture, Shape input, int classes, long seed) {
      this(architecture, input, classes, seed, 0);
    }
  }

  /** A model among the run's checkpoints: what an earlier visit left, or the one that was given. */
  record Checkpoint(String name) implements Origin {}
}
