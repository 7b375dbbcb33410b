package org.espalier.schedule;

import java.io.Serializable;

/**
 * Units that are ranked against each other: a channel group's channels, a matrix's weights or its
 * kernels.
 *
 * @param name of the group or the parameter
 * @param size units in the dense model
 * @param kind equal for pools that are built alike
 * @param macsPerUnit multiply-adds for one image that a unit takes part in
 * @param floor units that must stay
 * @param roundTo the units that stay are rounded up to a multiple of it
 */
public record Pool(String name, long size, String kind, double macsPerUnit, int floor, int roundTo)
    implements Serializable {
  public Pool {
    if (floor < 0 || floor > size) {
      throw new IllegalArgumentException(
          "%s: of %d units %d cannot stay".formatted(name, size, floor));
    }
    if (roundTo < 1) {
      throw new IllegalArgumentException(
          "%s: units cannot be rounded to a multiple of %d".formatted(name, roundTo));
    }
  }

  /** A pool of which nothing is known but its size, and nothing must stay. */
  public Pool(String name, long size) {
    this(name, size, "", 0, 0, 1);
  }

  /** Multiply-adds for one image that all its units take part in. */
  public double macs() {
    return size * macsPerUnit;
  }

  /** A number of units that stay, rounded up; never above the {@code most} there are. */
  public int roundedUp(int units, int most) {
    return Math.min(most, (units + roundTo - 1) / roundTo * roundTo);
  }
}
