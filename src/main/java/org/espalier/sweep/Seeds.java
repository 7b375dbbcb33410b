package org.espalier.sweep;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Seeds and shuffles that depend on nothing but what they are for. */
final class Seeds {
  private Seeds() {}

  /** A seed for one purpose; never 0, which DL4J takes as unseeded. */
  static long of(long seed, String purpose) {
    long mixed = Long.parseUnsignedLong(Digest.of(seed + "|" + purpose).substring(0, 15), 16);
    return mixed == 0 ? 1 : mixed;
  }

  /** What draws for one purpose. */
  static RandomGenerator generator(long seed, String purpose) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(of(seed, purpose));
  }

  /**
   * Which shard comes at a position of an endless journey: every cycle passes each shard once, each
   * cycle in an order of its own.
   */
  static int shardAt(int position, int shards, long seed) {
    int[] order = new int[shards];
    RandomGenerator random = generator(seed, "shards of cycle " + position / shards);
    for (int i = 0; i < shards; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order[position % shards];
  }
}
