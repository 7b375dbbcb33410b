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
    long lastPart = -1; // neighbours mostly fall into the same part
    int lastClass = 0;
    for (int number : list) {
      if (times[number] == 0) {
        continue;
      }
      long part = (long) classes[number] << Integer.SIZE | times[number];
      if (part != lastPart) {
        lastPart = part;
        lastClass = parts.computeIfAbsent(part, key -> count++);
      }
      classes[number] = lastClass;
      times[number] = 0;
    }
  }

  int classOf(int number) {
    return classes[number];
  }
}
