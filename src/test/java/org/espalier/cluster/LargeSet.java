package org.espalier.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * 60,000 images of 224 x 224, of which all but a stripe is black and takes no place on the disk,
 * and a network that is through with them soon.
 *
 * @param folder of the images
 * @param model a DL4J file
 */
record LargeSet(Path folder, Path model) {
  private static final int ROWS = 60_000;
  private static final int TEST_ROWS = 500;
  private static final int SIDE = 224;
  private static final int CLASSES = 4;

  /** Rows of an image that are not black; the class is the brightest quarter of each. */
  private static final int STRIPE = 16;

  static LargeSet in(Path place) throws IOException {
    LargeSet set = new LargeSet(place.resolve("large"), place.resolve("tiny.zip"));
    Files.createDirectory(set.folder);
    set.write("train", ROWS, 1);
    set.write("t10k", TEST_ROWS, 2);
    network().save(set.model.toFile(), false);
    return set;
  }

  private void write(String name, int rows, long seed) throws IOException {
    Random random = new Random(seed);
    byte[] labels = new byte[rows];
    try (FileChannel images = open(name + "-images-idx3-ubyte")) {
      images.write(ints(2051, rows, SIDE, SIDE));
      for (int row = 0; row < rows; row++) {
        labels[row] = (byte) random.nextInt(CLASSES);
        images.write(stripe(labels[row], random), 16L + (long) row * SIDE * SIDE);
      }
      images.write(ByteBuffer.allocate(1), 15L + (long) rows * SIDE * SIDE);
    }
    try (FileChannel file = open(name + "-labels-idx1-ubyte")) {
      file.write(ints(2049, rows));
      file.write(ByteBuffer.wrap(labels));
    }
  }

  private FileChannel open(String file) throws IOException {
    return FileChannel.open(
        folder.resolve(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static ByteBuffer stripe(int label, Random random) {
    byte[] bytes = new byte[STRIPE * SIDE];
    random.nextBytes(bytes);
    int quarter = SIDE / CLASSES;
    for (int i = 0; i < bytes.length; i++) {
      if (i % SIDE / quarter != label) {
        bytes[i] &= 0x7F;
      }
    }
    return ByteBuffer.wrap(bytes);
  }

  private static ByteBuffer ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.flip();
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Nesterovs(0.01, 0.9))
                .list()
                .layer(
                    new ConvolutionLayer.Builder(8, 8)
                        .stride(8, 8)
                        .nOut(4)
                        .activation(Activation.RELU)
                        .build())
                .layer(
                    new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(SIDE, SIDE, 1))
                .build());
    network.init();
    return network;
  }
}
