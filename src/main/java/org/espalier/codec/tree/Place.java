package org.espalier.codec.tree;

/**
 * Where something was written.
 *
 * @param source a file, or an option of the command line
 * @param line from 1; {@link #WHOLE} where lines mean nothing
 * @param column from 1; {@link #WHOLE} where columns mean nothing
 */
public record Place(String source, int line, int column) {
  public static final int WHOLE = 0;

  /** A source that is short enough to be its own place. */
  public static Place of(String source) {
    return new Place(source, WHOLE, WHOLE);
  }

  /** {@code sweep.yaml:3:7}, as editors and terminals understand it. */
  @Override
  public String toString() {
    return line == WHOLE ? source : source + ":" + line + ":" + column;
  }
}
