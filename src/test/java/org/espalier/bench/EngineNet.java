package org.espalier.bench;

import java.util.Collections;
import java.util.Locale;
import java.util.Random;
import org.espalier.engine.Model;
import org.espalier.network.Shape;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Rows;

/** A network of the engine's bench, and the work it is given: images of noise. */
enum EngineNet {
  LENET(1, 28),
  VGG_SMALL(3, 32),
  RESNET_20(3, 32);

  /** Batches of one call, and images at least: so many that the call costs little beside them. */
  private static final int BATCHES = 16;

  private static final int IMAGES = 256;

  private static final int CLASSES = 10;
  private static final double LEARNING_RATE = 0.001;
  private static final long SEED = 1;

  private final int channels;
  private final int side;

  EngineNet(int channels, int side) {
    this.channels = channels;
    this.side = side;
  }

  /** As sweep files call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static EngineNet of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** A model of its own that is trained on and on. */
  Throughput.Work training(int batch) {
    Model model = fresh();
    Rows rows = noise(Math.max(BATCHES * batch, IMAGES));
    Fit fit = new Fit(LEARNING_RATE, batch, SEED, false);
    return () -> {
      model.fit(fit, rows, () -> false);
      return rows.count();
    };
  }

  /** A model of its own that is asked again and again. */
  Throughput.Work inference(int batch) {
    Model model = fresh();
    Rows rows = noise(batch);
    int batches = Math.max(BATCHES, IMAGES / batch);
    return () -> {
      model.evaluate(Collections.nCopies(batches, rows).stream());
      return batches * batch;
    };
  }

  /** Noise, divided as data is. */
  NoiseSource source(int shards, int rows) {
    return new NoiseSource(image(), CLASSES, shards, rows);
  }

  long parameters() {
    return fresh().network().cost().parameters();
  }

  private Model fresh() {
    return Model.fresh(origin());
  }

  /** How it begins, untrained. */
  Origin.Fresh origin() {
    return new Origin.Fresh(label(), image(), CLASSES, SEED);
  }

  private Shape image() {
    return new Shape(channels, side, side);
  }

  private Rows noise(int count) {
    return noise(new Random(SEED), count, image(), CLASSES);
  }

  /** Rows from which nothing can be learned. */
  static Rows noise(Random random, int count, Shape image, int classes) {
    byte[] pixels = new byte[Math.toIntExact(count * image.size())];
    random.nextBytes(pixels);
    byte[] labels = new byte[count];
    for (int row = 0; row < count; row++) {
      labels[row] = (byte) random.nextInt(classes);
    }
    return new Rows(image, classes, pixels, labels);
  }
}
