package org.espalier.data;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which training rows are held out for validation and which lie in each shard: a pure function of
 * the labels and the {@link Division}, so that every machine finds the same.
 *
 * <p>Each class, in ascending order, is shuffled; its first {@code round(validation x size)} rows,
 * at least one, are held out. The rest of all classes, one class after the other, is dealt out like
 * cards, so that shards differ by at most one row in all and by at most one in each class. In the
 * end each shard is shuffled, or its classes would follow one another. The rows held out do not
 * depend on the number of shards.
 *
 * <p>All draws come from one {@link SplittableRandom} (SplitMix64; Steele, Lea and Flood, 2014), by
 * Fisher and Yates' shuffle from the last place down. It is in every JDK's base module, and a test
 * pins what it gives.
 */
final class Split {
  private final int[] validation;
  private final List<int[]> shards;

  private Split(int[] validation, List<int[]> shards) {
    this.validation = validation;
    this.shards = shards;
  }

  /**
   * Divides the rows.
   *
   * @param labels a class for each row; a class that no row has is a gap in the numbering, and no
   *     error
   * @throws DataException if there are more shards than rows, or if a class has too few rows for
   *     one in the validation and one in each shard
   */
  static Split of(int[] labels, Division division) {
    if (division.shards() > labels.length) {
      throw new DataException(
          "%d rows cannot be divided into %d shards; take fewer shards"
              .formatted(labels.length, division.shards()));
    }
    SplittableRandom random = new SplittableRandom(division.seed());
    IntStream.Builder validation = IntStream.builder();
    IntStream.Builder rest = IntStream.builder();
    for (int label : IntStream.of(labels).distinct().sorted().toArray()) {
      int[] rows = rowsOf(label, labels);
      shuffle(rows, random);
      int held = held(rows.length, label, division);
      Arrays.stream(rows, 0, held).forEach(validation);
      Arrays.stream(rows, held, rows.length).forEach(rest);
    }
    return new Split(
        validation.build().sorted().toArray(),
        deal(rest.build().toArray(), division.shards(), random));
  }

  /** Ascending. */
  int[] validation() {
    return validation.clone();
  }

  /**
   * In the order in which training is to see them.
   *
   * @throws IndexOutOfBoundsException if there is no such shard
   */
  int[] shard(int index) {
    return shards.get(index).clone();
  }

  /** Rows of the largest. */
  int largestShard() {
    return shards.stream().mapToInt(shard -> shard.length).max().orElseThrow();
  }

  private static int[] rowsOf(int label, int[] labels) {
    return IntStream.range(0, labels.length).filter(row -> labels[row] == label).toArray();
  }

  private static int held(int rows, int label, Division division) {
    int held = Math.max(1, Math.toIntExact(Math.round(division.validation() * rows)));
    if (rows - held < division.shards()) {
      throw new DataException(
          ("class %d has %d rows; validation %s takes %d, and then %d shards need one each; "
                  + "take fewer shards, a smaller share, or leave the class out")
              .formatted(label, rows, division.validation(), held, division.shards()));
    }
    return held;
  }

  private static List<int[]> deal(int[] rows, int shards, SplittableRandom random) {
    List<int[]> dealt =
        IntStream.range(0, shards)
            .mapToObj(
                shard ->
                    IntStream.iterate(shard, card -> card < rows.length, card -> card + shards)
                        .map(card -> rows[card])
                        .toArray())
            .toList();
    dealt.forEach(shard -> shuffle(shard, random));
    return dealt;
  }

  private static void shuffle(int[] rows, SplittableRandom random) {
    for (int last = rows.length - 1; last > 0; last--) {
      int chosen = random.nextInt(last + 1);
      int row = rows[chosen];
      rows[chosen] = rows[last];
      rows[last] = row;
    }
  }
}
