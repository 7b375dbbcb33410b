package org.espalier.bench;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.network.Shape;
import org.espalier.sweep.Rows;

/** Rows as a folder of IDX files, as MNIST comes. */
final class IdxFolder {
  private static final int IMAGES = 2051;
  private static final int LABELS = 2049;

  private IdxFolder() {}

  /** Writes rows of one channel, as training and as test rows. */
  static void write(Path folder, Rows rows) throws IOException {
    for (String part : new String[] {"train", "t10k"}) {
      writeImages(folder.resolve(part + "-images-idx3-ubyte"), rows);
      writeLabels(folder.resolve(part + "-labels-idx1-ubyte"), rows);
    }
  }

  private static void writeImages(Path file, Rows rows) throws IOException {
    Shape shape = rows.shape();
    float[] image = new float[(int) shape.size()];
    byte[] bytes = new byte[image.length];
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(IMAGES);
      out.writeInt(rows.count());
      out.writeInt(shape.height());
      out.writeInt(shape.width());
      for (int row = 0; row < rows.count(); row++) {
        rows.image(row, image, 0);
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) Math.round(255 * image[i]);
        }
        out.write(bytes);
      }
    }
  }

  private static void writeLabels(Path file, Rows rows) throws IOException {
    byte[] labels = new byte[rows.count()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = (byte) rows.label(row);
    }
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(LABELS);
      out.writeInt(rows.count());
      out.write(labels);
    }
  }
}
