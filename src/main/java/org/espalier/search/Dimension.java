package org.espalier.search;

/** What a coordinate of the unit cube, a number in [0, 1), stands for. */
public enum Dimension {
  /** One of some choices that have no order: near coordinates are not alike. */
  CHOICE,
  /** A number of a range: near coordinates are alike. */
  RANGE
}
