package org.espalier.engine;

import java.util.OptionalLong;
import org.espalier.criterion.Evidence;
import org.espalier.engine.compiled.Asking;
import org.espalier.engine.compiled.Differentiating;
import org.espalier.engine.compiled.Fitting;
import org.espalier.engine.evidence.Calibration;
import org.espalier.engine.net.Net;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.sweep.ModelMemory;
import org.espalier.sweep.RowSlice;
import org.espalier.sweep.Workload;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a model takes while a stage works on it, in bytes. Outside the heap: its parameters, their
 * gradients and what the updater remembers of them, and what is computed with a batch. In the heap:
 * files as they are read and written, and what is known of single weights while they are ranked.
 */
final class WorkingMemory {
  /**
   * The one that is worked on, and the one that it was cut out of, until the collector finds it.
   */
  private static final long MODELS = 2;

  /** The C library gives not all back that was freed; by {@code jobs/bench/memory}. */
  private static final double KEPT = 1.1;

  /** A thread's stack, and what libraries hold for it. */
  private static final long THREAD = 4L << 20;

  /** A file's content, and that of its entries. */
  private static final long COPIES_OF_FILES = 2;

  /** Of a weight that is ranked: its place, its output, its score, twice more among all of them. */
  private static final long RANKED_WEIGHT = 3 * Integer.BYTES + 3 * Double.BYTES;

  /**
   * Of a weight whose gradient is asked for: itself, its place, a sum over rows, and that by unit.
   */
  private static final long WEIGHED_GRADIENT = 2 * Float.BYTES + Integer.BYTES + Double.BYTES;

  /** Layers and their settings, as DL4J has them, and all that is small. */
  private static final long SMALL = 4L << 20;

  /** For each image what each layer makes, its gradient, and a copy as oneDNN computes it. */
  private static final long COPIES_OF_MAPS = 3;

  private WorkingMemory() {}

  /** Of a model. */
  static ModelMemory of(Net net, Network network, Workload work) {
    net.updater(); // makes room for gradients
    return new ModelMemory(inHeap(net, network, work), outsideHeap(net, network, work.batch()));
  }

  private static long inHeap(Net net, Network network, Workload work) {
    long weights = net.flat().length();
    long places = work.rewinds() ? Integer.BYTES * weights : 0;
    long files = COPIES_OF_FILES * (Float.BYTES * (weights + remembered(net)) + places);
    return SMALL + images(network, RowSlice.BATCH) + Math.max(files, weights * rankedWeight(work));
  }

  private static long rankedWeight(Workload work) {
    boolean gradients =
        work.evidence().contains(Evidence.GRADIENTS)
            || work.evidence().contains(Evidence.SQUARED_GRADIENTS)
            || (work.zeroes() && work.evidence().contains(Evidence.GATES));
    return (work.zeroes() ? RANKED_WEIGHT : 0) + (gradients ? WEIGHED_GRADIENT : 0);
  }

  private static long remembered(Net net) {
    return net.updaterState().map(INDArray::length).orElse(0L);
  }

  private static long outsideHeap(Net net, Network network, int batch) {
    long arrays = Float.BYTES * MODELS * (2 * net.flat().length() + remembered(net));
    long most = Math.max(training(net, network, batch), asking(net, network));
    return THREAD + (long) (KEPT * (arrays + Math.max(most, ranking(net, network))));
  }

  private static long training(Net net, Network network, int batch) {
    return images(network, batch)
        + Fitting.bytes(net, shape(network, batch)).orElse(maps(network, batch));
  }

  private static long asking(Net net, Network network) {
    OptionalLong compiled = Asking.bytes(net, shape(network, RowSlice.BATCH));
    return images(network, RowSlice.BATCH) + compiled.orElse(maps(network, RowSlice.BATCH));
  }

  private static long ranking(Net net, Network network) {
    OptionalLong compiled = Differentiating.bytes(net, shape(network, Calibration.BATCH));
    return images(network, Calibration.BATCH) + compiled.orElse(maps(network, 1));
  }

  private static long[] shape(Network network, int rows) {
    Shape image = network.input();
    return new long[] {rows, image.channels(), image.height(), image.width()};
  }

  private static long images(Network network, int rows) {
    return Float.BYTES * (rows * network.input().size());
  }

  private static long maps(Network network, int rows) {
    long maps = network.layers().stream().map(Layer::out).mapToLong(shape -> shape.size()).sum();
    return Float.BYTES * COPIES_OF_MAPS * rows * maps;
  }
}
