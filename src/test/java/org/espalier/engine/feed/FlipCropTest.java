package org.espalier.engine.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.espalier.network.Shape;
import org.junit.jupiter.api.Test;

class FlipCropTest {
  private static final Shape SHAPE = new Shape(2, 6, 5);
  private static final int SIZE = (int) SHAPE.size();
  private static final int ROWS = 2_000;

  /** Whatever comes out is the image, mirrored or not, moved by four pixels at most. */
  @Test
  void everyImageIsOneOfTheAllowedOnesAndAllOfTheseAppear() {
    float[] image = image();
    Set<String> allowed = new HashSet<>();
    for (int down = -4; down <= 4; down++) {
      for (int right = -4; right <= 4; right++) {
        allowed.add(moved(image, down, right, false));
        allowed.add(moved(image, down, right, true));
      }
    }
    FlipCrop flipCrop = new FlipCrop(SHAPE, ROWS, random(1));
    Set<String> seen = new HashSet<>();
    for (int row = 0; row < ROWS; row++) {
      float[] batch = new float[2 * SIZE];
      System.arraycopy(image, 0, batch, SIZE, SIZE);
      flipCrop.apply(row, batch, SIZE);
      assertThat(Arrays.copyOf(batch, SIZE)).as("its neighbour").containsOnly(0);
      seen.add(Arrays.toString(Arrays.copyOfRange(batch, SIZE, 2 * SIZE)));
    }
    assertThat(seen).isEqualTo(allowed);
  }

  @Test
  void theSameSeedVariesInTheSameWay() {
    float[] one = image();
    float[] other = image();
    FlipCrop first = new FlipCrop(SHAPE, 9, random(3));
    FlipCrop second = new FlipCrop(SHAPE, 9, random(3));
    for (int row = 8; row >= 0; row--) {
      first.apply(row, one, 0);
      second.apply(row, other, 0);
      assertThat(one).isEqualTo(other);
    }
  }

  private static String moved(float[] image, int down, int right, boolean mirrored) {
    float[] moved = new float[SIZE];
    for (int channel = 0; channel < SHAPE.channels(); channel++) {
      for (int y = 0; y < SHAPE.height(); y++) {
        for (int x = 0; x < SHAPE.width(); x++) {
          int toX = mirrored ? SHAPE.width() - 1 - (x + right) : x + right;
          int toY = y + down;
          if (toX >= 0 && toX < SHAPE.width() && toY >= 0 && toY < SHAPE.height()) {
            moved[at(channel, toY, toX)] = image[at(channel, y, x)];
          }
        }
      }
    }
    return Arrays.toString(moved);
  }

  private static int at(int channel, int y, int x) {
    return (channel * SHAPE.height() + y) * SHAPE.width() + x;
  }

  private static float[] image() {
    float[] image = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      image[i] = i + 1;
    }
    return image;
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
