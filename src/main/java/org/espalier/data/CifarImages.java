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
  public byte[] trainingLabels() {
    List<CifarFile> files = find(TRAINING);
    byte[] labels = new byte[count(files)];
    int first = 0;
    for (CifarFile file : files) {
      file.readLabels(labels, first);
      first += file.records();
    }
    return labels;
  }

  @Override
  public int testCount() {
    return count(find(List.of(TEST)));
  }

  @Override
  public Rows training(int[] rows) {
    return rows(find(TRAINING), rows);
  }

  @Override
  public Rows test(int[] rows) {
    return rows(find(List.of(TEST)), rows);
  }

  @Override
  public List<String> files() {
    return Stream.concat(TRAINING.stream(), Stream.of(TEST)).toList();
  }

  @Override
  public String sum(String file) {
    return CifarFile.find(folder, file).sum();
  }

  private List<CifarFile> find(List<String> names) {
    return names.stream().map(name -> CifarFile.find(folder, name)).toList();
  }

  private static int count(List<CifarFile> files) {
    return files.stream().mapToInt(CifarFile::records).sum();
  }

  private Rows rows(List<CifarFile> files, int[] rows) {
    WantedRows wanted = new WantedRows(rows);
    byte[] pixels = new byte[Math.multiplyExact(rows.length, CifarFile.IMAGE_BYTES)];
    byte[] labels = new byte[rows.length];
    int first = 0;
    for (CifarFile file : files) {
      file.read(wanted, first, pixels, labels);
      first += file.records();
    }
    return new Rows(shape(), classes(), pixels, labels);
  }
}
