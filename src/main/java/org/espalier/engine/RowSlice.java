package org.espalier.engine;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.sweep.Rows;

/**
 * One of several parts of some rows, each of whole mini-batches of the scorer but for the last: so
 * a slice is answered as it is among all rows.
 *
 * @param index from 0
 * @param of slices there are in all; some are empty where there are few rows
 */
public record RowSlice(int index, int of) implements Serializable {
  /** Slices that have nearly as many rows each. */
  public static List<RowSlice> all(int count) {
    return IntStream.range(0, count).mapToObj(index -> new RowSlice(index, count)).toList();
  }

  /** The slice's rows, of all. */
  public Rows from(Rows rows) {
    return rows.take(IntStream.range(start(index, rows), start(index + 1, rows)).toArray());
  }

  private int start(int slice, Rows rows) {
    int batches = (rows.count() + Scorer.BATCH - 1) / Scorer.BATCH;
    return (int) Math.min((long) batches * slice / of * Scorer.BATCH, rows.count());
  }
}
