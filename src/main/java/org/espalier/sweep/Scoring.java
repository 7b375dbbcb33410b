package org.espalier.sweep;

/** Which rows a visit scores its model on when it is done. */
public enum Scoring {
  NONE,
  VALIDATION,
  TEST
}
