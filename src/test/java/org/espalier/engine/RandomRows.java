package org.espalier.engine;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.espalier.network.Shape;
import org.espalier.sweep.Rows;

/** Images of noise with a bright patch whose place tells the class: small, and learnable. */
public final class RandomRows {
  private RandomRows() {}

  public static Rows of(Shape shape, int classes, int count, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    byte[] pixels = new byte[Math.toIntExact(count * shape.size())];
    random.nextBytes(pixels);
    byte[] labels = new byte[count];
    for (int row = 0; row < count; row++) {
      labels[row] = (byte) random.nextInt(classes);
      int start = (int) (row * shape.size());
      int patch = (int) (shape.size() / classes);
      for (int i = 0; i < patch; i++) {
        pixels[start + labels[row] * patch + i] = (byte) 250;
      }
    }
    return new Rows(shape, classes, pixels, labels);
  }
}
