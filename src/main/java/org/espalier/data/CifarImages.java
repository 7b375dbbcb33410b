package org.espalier.data;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.network.Shape;
import org.espalier.sweep.Rows;

/** CIFAR-10 in its binary edition: colour images of 3x32x32 in ten classes (Krizhevsky, 2009). */
record CifarImages(HadoopFolder folder) implements ImageSet {
  private static final String TEST = "test_batch.bin";
  private static final List<String> TRAINING =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin");

  @Override
  public Shape shape() {
    return new Shape(3, 32, 32);
  }

  @Override
  public int classes() {
    return CifarFile.CLASSES;
  }

  @Override
  public Rows training() {
    return rows(TRAINING);
  }

  @Override
  public Rows test() {
    return rows(List.of(TEST));
  }

  @Override
  public List<String> files() {
    return Stream.concat(TRAINING.stream(), Stream.of(TEST)).toList();
  }

  @Override
  public String sum(String file) {
    return CifarFile.find(folder, file).sum();
  }

  private Rows rows(List<String> names) {
    List<CifarFile> files = names.stream().map(name -> CifarFile.find(folder, name)).toList();
    long records = files.stream().mapToLong(CifarFile::records).sum();
    if (records > ImageSet.MOST_BYTES / CifarFile.IMAGE_BYTES) {
      throw new DataException(
          "%s holds %d images, more than the %d that fit an array"
              .formatted(folder.uri(), records, ImageSet.MOST_BYTES / CifarFile.IMAGE_BYTES));
    }
    byte[] pixels = new byte[(int) records * CifarFile.IMAGE_BYTES];
    byte[] labels = new byte[(int) records];
    int first = 0;
    for (CifarFile file : files) {
      file.read(pixels, labels, first);
      first += file.records();
    }
    return new Rows(shape(), classes(), pixels, labels);
  }
}
