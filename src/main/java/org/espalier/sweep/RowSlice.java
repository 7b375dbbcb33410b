package org.espalier.sweep;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One of several parts of rows that are scored, each of whole mini-batches but for the last: so a
 * slice is answered as it is among all rows.
 *
 * @param index from 0
 * @param of slices there are in all; some are empty where there are few rows
 */
public record RowSlice(int index, int of) implements Serializable {
  /** Rows that are answered at once, which may tell in the last bit of an answer. */
  public static final int BATCH = 256;

  /** All rows. */
  public static final RowSlice WHOLE = new RowSlice(0, 1);

  /** Mini-batches of so many rows: more slices would be empty. */
  public static int batches(int rows) {
    return Math.toIntExact((rows + BATCH - 1L) / BATCH);
  }

  /** Slices that have nearly as many rows each. */
  public static List<RowSlice> all(int count) {
    return IntStream.range(0, count).mapToObj(index -> new RowSlice(index, count)).toList();
  }

  /** The slice's rows, of all. */
  public Rows from(Rows rows) {
    return of == 1 ? rows : rows.take(from(rows.count()).toArray());
  }

  /** Which rows of so many are the slice's. */
  public IntStream from(int rows) {
    return IntStream.range(start(index, rows), start(index + 1, rows));
  }

  private int start(int slice, int rows) {
    return (int) Math.min((long) batches(rows) * slice / of * BATCH, rows);
  }
}
