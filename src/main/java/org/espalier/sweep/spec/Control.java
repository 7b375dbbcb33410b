package org.espalier.sweep.spec;

import java.util.Optional;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.RandomScore;
import org.espalier.schedule.Training;

/**
 * What runs beside a search to tell how much of its results is due to its choices. Blalock et al.,
 * What is the State of Neural Network Pruning? (2020), ask for all three.
 */
public enum Control {
  /** Every schedule of the search by chance: what does not beat it is luck. */
  RANDOM("random"),
  /**
   * Every schedule of the search by the sum of absolute weights, as much of each layer: Li et al.,
   * Pruning Filters for Efficient ConvNets (2016). What does not beat it is not worth its effort.
   */
  UNIFORM_L1("uniform-l1"),
  /**
   * The shape that each candidate ends with, trained from new weights: Liu et al., Rethinking the
   * Value of Network Pruning (2019). What does not beat it is worth its shape alone. As in their
   * Scratch-E it is passes over the rows that are the same, not multiply-adds as in Scratch-B; but
   * all passes count that led to the candidate, those of its retraining too.
   */
  FROM_SCRATCH("from-scratch");

  private final String label;

  Control(String label) {
    this.label = label;
  }

  /** As it is called in sweep files and results. */
  public String label() {
    return label;
  }

  /** The one by which schedules are tried once more; empty where none is. */
  public Optional<Criterion> criterion() {
    return switch (this) {
      case RANDOM -> Optional.of(new RandomScore());
      case UNIFORM_L1 -> Optional.of(new L1Norm());
      case FROM_SCRATCH -> Optional.empty();
    };
  }

  /** What it needs that such a training of the dense model does not have. */
  public Optional<String> lacking(Training dense) {
    return this == FROM_SCRATCH && dense.visits() == 0
        ? Optional.of(
            "repeats the dense model's training in another shape, and this one is given trained")
        : Optional.empty();
  }
}
