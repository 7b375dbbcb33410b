package org.espalier.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows that are wanted of some files, in the order in which they lie there: so each file is passed
 * once, and no more of it is in memory than what is wanted.
 *
 * <p>What lies between is skipped as the file system likes it: HDFS and local disks jump, while a
 * store of objects reads on, to which a few megabytes cost less than another request.
 */
final class WantedRows {
  /** A row in the upper half of each, its place among the wanted in the lower; ascending. */
  private final long[] wanted;

  /**
   * Rows in the order in which they are wanted.
   *
   * @param rows distinct, counted from 0 over all files
   */
  WantedRows(int[] rows) {
    wanted =
        IntStream.range(0, rows.length)
            .mapToLong(place -> (long) rows[place] << Integer.SIZE | place)
            .sorted()
            .toArray();
  }

  /**
   * Passes one file.
   *
   * @param file at its first row
   * @param first that row's number among those of all files
   * @param rows of the file
   * @param rowBytes of one row
   */
  void readFrom(InputStream file, int first, int rows, int rowBytes, RowReader reader)
      throws IOException {
    int next = first;
    for (int i = start(first); i < wanted.length && row(i) < first + rows; i++) {
      file.skipNBytes((long) (row(i) - next) * rowBytes);
      reader.read(file, row(i) - first, (int) wanted[i]);
      next = row(i) + 1;
    }
  }

  private int start(int row) {
    int found = Arrays.binarySearch(wanted, (long) row << Integer.SIZE);
    return found < 0 ? -found - 1 : found;
  }

  private int row(int i) {
    return (int) (wanted[i] >>> Integer.SIZE);
  }

  /** Takes a wanted row. */
  interface RowReader {
    /**
     * Reads a whole row, and no further.
     *
     * @param row in the file
     * @param place among the wanted
     */
    void read(InputStream file, int row, int place) throws IOException;
  }
}
