package org.espalier.engine.feed;

import java.util.random.RandomGenerator;
import org.espalier.network.Shape;

/**
 * Moves each image by up to four pixels, black coming in from outside, and mirrors half of them: He
 * et al., Deep Residual Learning (2016). What happens to which row of a pass is drawn beforehand.
 */
final class FlipCrop {
  private static final int PAD = 4;

  private final Shape shape;
  private final int[] down;
  private final int[] right;
  private final boolean[] mirrored;
  private final float[] before;

  /**
   * Draws.
   *
   * @param rows how many there are in the pass
   */
  FlipCrop(Shape shape, int rows, RandomGenerator random) {
    this.shape = shape;
    down = new int[rows];
    right = new int[rows];
    mirrored = new boolean[rows];
    before = new float[(int) shape.size()];
    for (int row = 0; row < rows; row++) {
      down[row] = random.nextInt(-PAD, PAD + 1);
      right[row] = random.nextInt(-PAD, PAD + 1);
      mirrored[row] = random.nextBoolean();
    }
  }

  /**
   * Changes an image.
   *
   * @param row its place in the pass
   * @param images has it from {@code offset} on, channel by channel
   */
  void apply(int row, float[] images, int offset) {
    System.arraycopy(images, offset, before, 0, before.length);
    int to = offset;
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          int fromX = mirrored[row] ? shape.width() - 1 - x : x;
          images[to++] = pixel(channel, y - down[row], fromX - right[row]);
        }
      }
    }
  }

  private float pixel(int channel, int y, int x) {
    boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
    return inside ? before[(channel * shape.height() + y) * shape.width() + x] : 0;
  }
}
