package org.espalier.sweep;

import java.util.Optional;

/**
 * A stage's result: a pruned, retrained, scored model, or why there is none. One row of the
 * results, but for early states of the dense model, which are not scored, and what a sensitivity
 * analysis measures, which are no models to be had.
 *
 * @param stage what was done
 * @param measured null unless {@code status} is done, and where it is no row
 * @param checkpoint the model, or null
 * @param visits shard visits made
 * @param error null when done
 */
public record Variant(
    Stage stage,
    Status status,
    Measured measured,
    String checkpoint,
    int visits,
    double seconds,
    String executor,
    String error)
    implements Entry {

  public String id() {
    return stage.id();
  }

  /** Whether it is a row of the results: a model that somebody may want. */
  public boolean isRow() {
    return stage.kind().isRow();
  }

  /** Whether anything was removed from it, or from the one whose shape it has. */
  public boolean pruned() {
    return switch (stage.kind()) {
      case ROUND, FROM_SCRATCH, FINALIST -> true;
      case EARLY, BASELINE, SENSITIVITY, SPARSE -> false;
    };
  }

  /** Whether it is there to compare others with, and not to be chosen. */
  public boolean isControl() {
    return stage.control().isPresent();
  }

  /**
   * The id of the variant that it grew out of, or whose shape it has; empty for the dense model.
   */
  public Optional<String> parent() {
    return isRow() && stage.kind() != Stage.Kind.BASELINE
        ? Optional.of(stage.parent())
        : Optional.empty();
  }

  public boolean done() {
    return status == Status.DONE;
  }

  /** Of a stage that cannot be run, since what it builds on has failed or was skipped itself. */
  static Variant skipped(Stage stage, Variant parent) {
    String cause =
        parent.status() == Status.SKIPPED
            ? parent.error()
            : "stage %s failed, on which it builds".formatted(parent.id());
    return new Variant(stage, Status.SKIPPED, null, null, 0, 0, "", cause);
  }
}
