package org.espalier.sweep;

import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Values that many ask for, each made once. When memory gets short they are given up, and made
 * again when needed.
 */
public final class Kept<K, V> {
  private final Map<K, SoftReference<V>> values = new HashMap<>();

  /** One makes at a time; the others, who mostly want the same, wait. */
  public synchronized V get(K key, Supplier<V> make) {
    SoftReference<V> known = values.get(key);
    V value = known == null ? null : known.get();
    if (value == null) {
      value = make.get();
      values.put(key, new SoftReference<>(value));
    }
    return value;
  }
}
