package org.espalier.sweep;

/**
 * A stage's result: a pruned, retrained, scored model, or why there is none. One row of the
 * results.
 *
 * @param stage what was done
 * @param measured null unless {@code status} is done
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

  /** Whether it is anything but the dense model. */
  public boolean pruned() {
    return stage.kind() != Stage.Kind.BASELINE;
  }

  public boolean done() {
    return status == Status.DONE;
  }

  static Variant skipped(Stage stage, Variant failedParent) {
    String cause = "stage %s failed, on which it builds".formatted(failedParent.id());
    return new Variant(stage, Status.SKIPPED, null, null, 0, 0, "", cause);
  }
}
