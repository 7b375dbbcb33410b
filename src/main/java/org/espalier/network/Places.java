package org.espalier.network;

import java.util.Arrays;

/** Where each number stands in a list of numbers that mostly lie close together. */
final class Places {
  private final int least;
  private final int[] starts;
  private final int[] positions;

  Places(int[] numbers) {
    least = Arrays.stream(numbers).min().orElse(0);
    starts = new int[Arrays.stream(numbers).max().orElse(least) - least + 2];
    for (int number : numbers) {
      starts[number - least + 1]++;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    positions = new int[numbers.length];
    int[] next = starts.clone();
    for (int position = 0; position < numbers.length; position++) {
      positions[next[numbers[position] - least]++] = position;
    }
  }

  /** How often a number is there. */
  int count(int number) {
    int at = number - least;
    return at < 0 || at >= starts.length - 1 ? 0 : starts[at + 1] - starts[at];
  }

  /** Where the numbers of a row stand, those of the first first. */
  int[] of(int[] row) {
    int[] all = new int[Arrays.stream(row).map(this::count).sum()];
    int next = 0;
    for (int number : row) {
      int count = count(number);
      if (count > 0) {
        System.arraycopy(positions, starts[number - least], all, next, count);
        next += count;
      }
    }
    return all;
  }
}
