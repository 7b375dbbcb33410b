package org.espalier.engine;

/** A stage that cannot give a model; its message is what results show. */
public final class StageFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StageFailure(String message) {
    super(message);
  }
}
