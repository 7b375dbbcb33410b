package org.espalier.schedule;

/** Nothing: shows what the removal alone costs. */
public record NoRetraining() implements RetrainPolicy {
  @Override
  public String name() {
    return "none";
  }

  @Override
  public String label() {
    return name();
  }

  @Override
  public Training training(Training dense) {
    return Training.NONE;
  }
}
