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
   * All mini-batches of the largest of some shards, a few at a time: the last few may be fewer.
   *
   * @param rows of each shard
   * @param batch rows a mini-batch
   * @param atOnce mini-batches, 1 or more
   */
  public static List<Steps> ofAll(List<Integer> rows, int batch, int atOnce) {
    int most = rows.stream().mapToInt(Integer::intValue).max().orElse(0);
    int steps = (most + batch - 1) / batch;
    return IntStream.iterate(0, from -> from < steps, from -> from + atOnce)
        .mapToObj(from -> new Steps(from, Math.min(from + atOnce, steps)))
        .toList();
  }

  public int count() {
    return to - from;
  }
}
