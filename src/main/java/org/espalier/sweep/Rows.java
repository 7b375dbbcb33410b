package org.espalier.sweep;

import java.io.Serializable;
import org.espalier.network.Shape;

/**
 * Labelled images, as they lie in their files: unsigned bytes in NCHW order. The engine scales a
 * byte to [0, 1] when it reads it.
 *
 * <p>Wraps the arrays it is given; nobody changes them.
 */
public final class Rows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Shape shape;
  private final int classes;
  private final byte[] pixels;
  private final byte[] labels;

  /**
   * Checks that they belong together.
   *
   * @param pixels {@code labels.length} images of {@code shape.size()} bytes
   * @param labels a class in [0, classes) a row
   */
  public Rows(Shape shape, int classes, byte[] pixels, byte[] labels) {
    if (pixels.length != labels.length * shape.size()) {
      throw new IllegalArgumentException(
          "%d rows of %s need %d bytes, not %d"
              .formatted(labels.length, shape, labels.length * shape.size(), pixels.length));
    }
    this.shape = shape;
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
  }

  /** Of one image. */
  public Shape shape() {
    return shape;
  }

  public int classes() {
    return classes;
  }

  public int count() {
    return labels.length;
  }

  /** Of all images and labels. */
  public long bytes() {
    return (long) pixels.length + labels.length;
  }

  public int label(int row) {
    return labels[row] & 0xFF;
  }

  /** Writes one image, scaled to [0, 1], to {@code target} from {@code offset} on. */
  public void image(int row, float[] target, int offset) {
    int size = (int) shape.size();
    int start = row * size;
    for (int i = 0; i < size; i++) {
      target[offset + i] = (pixels[start + i] & 0xFF) / 255f;
    }
  }

  /** Copies the given rows, in the given order. */
  public Rows take(int[] rows) {
    int size = (int) shape.size();
    byte[] takenPixels = new byte[rows.length * size];
    byte[] takenLabels = new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(pixels, rows[i] * size, takenPixels, i * size, size);
      takenLabels[i] = labels[rows[i]];
    }
    return new Rows(shape, classes, takenPixels, takenLabels);
  }
}
