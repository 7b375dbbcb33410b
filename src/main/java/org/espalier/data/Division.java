package org.espalier.data;

import java.io.Serializable;

/**
 * How training rows are to be divided.
 *
 * @param validation share of each class that is held out, in (0, 1)
 * @param shards at least 1
 * @param seed of all that is drawn
 */
record Division(double validation, int shards, long seed) implements Serializable {
  Division {
    if (!(validation > 0 && validation < 1)) {
      throw new DataException(
          "the validation share must lie in (0, 1), not %s; 0.1 is usual".formatted(validation));
    }
    if (shards < 1) {
      throw new DataException("there must be at least 1 shard, not %d".formatted(shards));
    }
  }
}
