package org.espalier.sweep.spec;

/** Every path is followed to its end. */
public record NoEarlyStop() implements EarlyStop {
  @Override
  public String name() {
    return "none";
  }
}
