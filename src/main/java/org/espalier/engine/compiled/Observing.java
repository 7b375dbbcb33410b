package org.espalier.engine.compiled;

import java.util.Optional;
import org.espalier.engine.net.Net;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Passes batches through a network as in training, of which batch norms' own statistics are told,
 * and nothing changes. Holds native memory until it is closed.
 */
public final class Observing implements AutoCloseable {
  private final Programs programs;

  private Observing(Programs programs) {
    this.programs = programs;
  }

  /** Empty where a network cannot be compiled. */
  public static Optional<Observing> of(Net net, Observer observer) {
    return Programs.of(net, Purpose.observing(observer)).map(Observing::new);
  }

  /**
   * Tells the observer of a batch.
   *
   * @param images in the network's own format
   */
  public void pass(INDArray images) {
    programs.forLike(images).pass(images);
  }

  @Override
  public void close() {
    programs.close();
  }
}
