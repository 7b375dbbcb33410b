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
    return IdxFile.header(folder, TRAINING_IMAGES, IdxHeader.IMAGES).image();
  }

  @Override
  public int classes() {
    int highest = 0;
    for (byte label : labels(TRAINING_LABELS).body()) {
      highest = Math.max(highest, Byte.toUnsignedInt(label));
    }
    return highest + 1;
  }

  @Override
  public Rows training() {
    return rows(TRAINING_IMAGES, TRAINING_LABELS);
  }

  @Override
  public Rows test() {
    Rows test = rows(TEST_IMAGES, TEST_LABELS);
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
    return IdxFile.read(folder, file, images ? IdxHeader.IMAGES : IdxHeader.LABELS).sum();
  }

  private Rows rows(String imageFile, String labelFile) {
    IdxFile labels = labels(labelFile);
    IdxFile images = IdxFile.read(folder, imageFile, IdxHeader.IMAGES);
    if (images.header().rows() != labels.header().rows()) {
      throw new DataException(
          "%s holds %d images, but %s %d labels; are they of one set?"
              .formatted(
                  folder.path(imageFile),
                  images.header().rows(),
                  folder.path(labelFile),
                  labels.header().rows()));
    }
    int classes = classes();
    refuseUnknown(labels.body(), classes, labelFile);
    return new Rows(images.header().image(), classes, images.body(), labels.body());
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

  private IdxFile labels(String file) {
    return IdxFile.read(folder, file, IdxHeader.LABELS);
  }
}
