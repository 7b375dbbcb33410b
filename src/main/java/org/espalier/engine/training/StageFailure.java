package org.espalier.engine.training;

/** A stage that cannot give a model; its message is what results show. */
public final class StageFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StageFailure(String message) {
    super(message);
  }
}
