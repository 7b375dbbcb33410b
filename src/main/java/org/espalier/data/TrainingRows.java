package org.espalier.data;

import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import org.espalier.sweep.Rows;

/**
 * Training rows that this JVM has read: an executor reads a set's files once, not once for each
 * shard and visit. When memory gets short they are given up, and read again when needed.
 */
final class TrainingRows {
  private static final Map<ImageSet, SoftReference<Rows>> READ = new HashMap<>();

  private TrainingRows() {}

  /** One reads at a time; the others, who mostly want the same, wait. */
  static synchronized Rows of(ImageSet images) {
    SoftReference<Rows> known = READ.get(images);
    Rows rows = known == null ? null : known.get();
    if (rows == null) {
      rows = images.training();
      READ.put(images, new SoftReference<>(rows));
    }
    return rows;
  }
}
