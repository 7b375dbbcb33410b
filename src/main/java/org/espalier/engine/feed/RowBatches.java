package org.espalier.engine.feed;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.espalier.engine.net.InputFormat;
import org.espalier.network.Shape;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Rows;
import org.espalier.sweep.spec.Augmentation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Rows as mini-batches: features in the network's own format, labels one-hot. */
public final class RowBatches implements DataSetIterator {
  private static final long serialVersionUID = 1L;

  private final Rows rows;
  private final int[] order;
  private final int batch;
  private final InputFormat format;
  private final transient FlipCrop augmentation;
  private final int start;
  private final int end;
  private int next;

  private RowBatches(
      Rows rows,
      int[] order,
      int batch,
      InputFormat format,
      FlipCrop augmentation,
      int start,
      int end) {
    this.rows = rows;
    this.order = order;
    this.batch = batch;
    this.format = format;
    this.augmentation = augmentation;
    this.start = start;
    this.end = end;
    this.next = start;
  }

  private RowBatches(Rows rows, int[] order, int batch, InputFormat format, FlipCrop augmentation) {
    this(rows, order, batch, format, augmentation, 0, order.length);
  }

  /** In the order in which they lie. */
  public static RowBatches inOrder(Rows rows, int batch, InputFormat format) {
    return new RowBatches(rows, IntStream.range(0, rows.count()).toArray(), batch, format, null);
  }

  /** As a visit trains on them: in an order, and varied in a way, that its seed determines. */
  public static RowBatches shuffled(Rows rows, Fit fit, InputFormat format) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(fit.seed());
    int[] order = IntStream.range(0, rows.count()).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    FlipCrop augmentation =
        fit.augmentation() == Augmentation.FLIP_CROP
            ? new FlipCrop(rows.shape(), order.length, random)
            : null;
    return new RowBatches(rows, order, fit.batch(), format, augmentation);
  }

  /** Some of these mini-batches, as far as there are so many: each with the rows it has here. */
  public RowBatches only(Steps steps) {
    return new RowBatches(
        rows, order, batch, format, augmentation, row(steps.from()), row(steps.to()));
  }

  private int row(int step) {
    return (int) Math.min((long) step * batch, order.length);
  }

  @Override
  public boolean hasNext() {
    return next < end;
  }

  @Override
  public DataSet next() {
    return next(batch);
  }

  @Override
  public DataSet next(int count) {
    if (!hasNext()) {
      throw new NoSuchElementException("all %d rows were given".formatted(end - start));
    }
    int rowsNow = Math.min(count, end - next);
    Shape shape = rows.shape();
    int size = (int) shape.size();
    float[] features = new float[rowsNow * size];
    float[] labels = new float[rowsNow * rows.classes()];
    for (int i = 0; i < rowsNow; i++) {
      int row = order[next];
      rows.image(row, features, i * size);
      if (augmentation != null) {
        augmentation.apply(next, features, i * size);
      }
      next++;
      labels[i * rows.classes() + rows.label(row)] = 1;
    }
    INDArray x = format.shaped(Nd4j.createFromArray(features).reshape(rowsNow, size), shape);
    return new DataSet(x, Nd4j.createFromArray(labels).reshape(rowsNow, rows.classes()));
  }

  @Override
  public int inputColumns() {
    return (int) rows.shape().size();
  }

  @Override
  public int totalOutcomes() {
    return rows.classes();
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  /** A second thread would only fight those that train. */
  @Override
  public boolean asyncSupported() {
    return false;
  }

  @Override
  public void reset() {
    next = start;
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    throw new IllegalStateException("rows are already scaled");
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return null;
  }

  @Override
  public List<String> getLabels() {
    return null;
  }
}
