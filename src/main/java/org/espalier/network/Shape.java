package org.espalier.network;

import java.io.Serializable;

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
