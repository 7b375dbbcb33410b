package org.espalier.network;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What flows between two layers for one image: {@code channels} maps of {@code height x width}. A
 * flat vector has height and width 1.
 */
public record Shape(int channels, int height, int width) implements Serializable {
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a shape needs at least 1 channel of 1 x 1, not %d of %d x %d"
              .formatted(channels, height, width));
    }
  }

  public static Shape flat(int size) {
    return new Shape(size, 1, 1);
  }

  /**
   * Reads what {@link #toString} writes: {@code 3x32x32}, or {@code 784} for a flat vector.
   *
   * @throws IllegalArgumentException where it is something else
   */
  public static Shape parse(String text) {
    int[] sizes = Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    return switch (sizes.length) {
      case 1 -> flat(sizes[0]);
      case 3 -> new Shape(sizes[0], sizes[1], sizes[2]);
      default -> throw new IllegalArgumentException("no shape: " + text);
    };
  }

  public long size() {
    return (long) channels * height * width;
  }

  @Override
  public String toString() {
    return height == 1 && width == 1
        ? Integer.toString(channels)
        : channels + "x" + height + "x" + width;
  }
}
