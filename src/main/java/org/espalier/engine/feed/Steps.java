package org.espalier.engine.feed;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mini-batches of a pass that follow one another.
 *
 * @param from the first, counted from 0
 * @param to the one behind the last
 */
public record Steps(int from, int to) implements Serializable {
  /**
   * All mini-batches of a shard, a few at a time: the last few may be fewer.
   *
   * @param rows of it
   * @param batch rows a mini-batch
   * @param atOnce mini-batches, 1 or more
   */
  public static List<Steps> ofAll(int rows, int batch, int atOnce) {
    int steps = (rows + batch - 1) / batch;
    return IntStream.iterate(0, from -> from < steps, from -> from + atOnce)
        .mapToObj(from -> new Steps(from, Math.min(from + atOnce, steps)))
        .toList();
  }

  public int count() {
    return to - from;
  }
}
