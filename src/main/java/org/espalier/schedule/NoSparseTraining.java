package org.espalier.schedule;

/** None: the dense model is pruned as it is. */
public record NoSparseTraining() implements SparseTraining {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public String label() {
    return name();
  }

  @Override
  public Training training() {
    return Training.NONE;
  }
}
