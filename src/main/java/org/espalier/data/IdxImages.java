package org.espalier.data;

import java.util.List;
import org.espalier.network.Shape;
import org.espalier.sweep.Rows;

/**
 * MNIST's format: a file of greyscale images and one of labels, for training and for test. The
 * highest training label tells how many classes there are.
 */
record IdxImages(Folder folder) implements ImageSet {
  private static final String TRAINING_IMAGES = "train-images-idx3-ubyte";
  private static final String TRAINING_LABELS = "train-labels-idx1-ubyte";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  @Override
  public Shape shape() {
    return IdxFile.images(folder, TRAINING_IMAGES).header().image();
  }

  @Override
  public int classes() {
    int highest = 0;
    for (byte label : trainingLabels()) {
      highest = Math.max(highest, Byte.toUnsignedInt(label));
    }
    return highest + 1;
  }

  @Override
  public byte[] trainingLabels() {
    return IdxFile.labels(folder, TRAINING_LABELS).body();
  }

  @Override
  public int testCount() {
    return IdxFile.labels(folder, TEST_LABELS).header().rows();
  }

  @Override
  public Rows training(int[] rows) {
    return rows(TRAINING_IMAGES, TRAINING_LABELS, rows);
  }

  @Override
  public Rows test(int[] rows) {
    Rows test = rows(TEST_IMAGES, TEST_LABELS, rows);
    Shape training = shape();
    if (!test.shape().equals(training)) {
      throw new DataException(
          "%s holds images of %s, but the training images are %s; are they of one set?"
              .formatted(folder.path(TEST_IMAGES), test.shape(), training));
    }
    return test;
  }

  @Override
  public List<String> files() {
    return List.of(TRAINING_IMAGES, TRAINING_LABELS, TEST_IMAGES, TEST_LABELS);
  }

  @Override
  public String sum(String file) {
    boolean images = file.equals(TRAINING_IMAGES) || file.equals(TEST_IMAGES);
    return (images ? IdxFile.images(folder, file) : IdxFile.labels(folder, file)).sum();
  }

  private Rows rows(String imageFile, String labelFile, int[] rows) {
    byte[] labels = IdxFile.labels(folder, labelFile).body();
    IdxFile images = IdxFile.images(folder, imageFile);
    IdxHeader header = images.header();
    if (header.rows() != labels.length) {
      throw new DataException(
          "%s holds %d images, but %s %d labels; are they of one set?"
              .formatted(
                  folder.path(imageFile), header.rows(), folder.path(labelFile), labels.length));
    }
    int classes = classes();
    refuseUnknown(labels, classes, labelFile);
    byte[] taken = new byte[rows.length];
    for (int place = 0; place < rows.length; place++) {
      taken[place] = labels[rows[place]];
    }
    return new Rows(header.image(), classes, images.rows(rows), taken);
  }

  private void refuseUnknown(byte[] labels, int classes, String file) {
    for (int row = 0; row < labels.length; row++) {
      int label = Byte.toUnsignedInt(labels[row]);
      if (label >= classes) {
        throw new DataException(
            "%s has the label %d in row %d, but no training label is above %d; are they of one set?"
                .formatted(folder.path(file), label, row, classes - 1));
      }
    }
  }
}
