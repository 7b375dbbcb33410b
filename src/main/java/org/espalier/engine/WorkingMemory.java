package org.espalier.engine;

import java.util.OptionalLong;
import org.espalier.engine.compiled.Asking;
import org.espalier.engine.compiled.Differentiating;
import org.espalier.engine.compiled.Fitting;
import org.espalier.engine.evidence.Calibration;
import org.espalier.engine.net.Net;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.sweep.RowSlice;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a model takes outside the heap while it is trained and asked, in bytes: its parameters,
 * their gradients and what the updater remembers of them; and what is computed with a batch.
 */
final class WorkingMemory {
  /**
   * The one that is worked on, and the one that it was cut out of, until the collector finds it.
   */
  private static final long MODELS = 2;

  /** For each image what each layer makes, its gradient, and a copy as oneDNN computes it. */
  private static final long COPIES_OF_MAPS = 3;

  private WorkingMemory() {}

  /**
   * Of a model.
   *
   * @param batch rows of the largest mini-batch that it is trained on
   */
  static long of(Net net, Network network, int batch) {
    long most = Math.max(training(net, network, batch), asking(net, network));
    return arrays(net) + Math.max(most, ranking(net, network));
  }

  private static long arrays(Net net) {
    net.updater(); // makes room for gradients
    long remembered = net.updaterState().map(INDArray::length).orElse(0L);
    return Float.BYTES * MODELS * (2 * net.flat().length() + remembered);
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
