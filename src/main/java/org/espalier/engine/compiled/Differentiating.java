package org.espalier.engine.compiled;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.espalier.engine.net.Floats;
import org.espalier.engine.net.Net;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes gradients of what a network answers in use: batch norms go by their running statistics,
 * which have none. Holds native memory until it is closed.
 */
public final class Differentiating implements AutoCloseable {
  private final Net net;
  private final Programs programs;

  private Differentiating(Net net, Programs programs) {
    this.net = net;
    this.programs = programs;
  }

  /** Empty where a network cannot be compiled. Its gradients are what this works on. */
  public static Optional<Differentiating> of(Net net) {
    net.updater(); // makes room for gradients
    Optional<Programs> compiled = Programs.of(net, Purpose.DIFFERENTIATING);
    compiled.ifPresent(programs -> net.gradients().assign(0));
    return compiled.map(programs -> new Differentiating(net, programs));
  }

  /**
   * The gradients of a batch's cost, summed over its rows, in the order of the flat parameters;
   * valid until the next.
   *
   * @param images in the network's own format
   * @param labels one-hot
   */
  public FloatBuffer gradients(INDArray images, INDArray labels) {
    programs.forLike(images).differentiate(images, labels);
    return Floats.of(net.gradients());
  }

  @Override
  public void close() {
    programs.close();
  }
}
