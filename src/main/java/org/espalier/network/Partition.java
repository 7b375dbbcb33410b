package org.espalier.network;

import java.util.HashMap;
import java.util.Map;

/** Numbers in classes of those that were found in every list equally often. */
final class Partition {
  private final int[] classes;
  private final int[] times;
  private int count = 1;

  /** All numbers from 0 to {@code numbers} in one class. */
  Partition(int numbers) {
    this.classes = new int[numbers];
    this.times = new int[numbers];
  }

  /** Divides classes by how often their members are in a list. */
  void divide(int[] list) {
    for (int number : list) {
      times[number]++;
    }
    Map<Long, Integer> parts = new HashMap<>();
    for (int number : list) {
      if (times[number] > 0) {
        long part = (long) classes[number] << Integer.SIZE | times[number];
        classes[number] = parts.computeIfAbsent(part, key -> count++);
        times[number] = 0;
      }
    }
  }

  int classOf(int number) {
    return classes[number];
  }
}
