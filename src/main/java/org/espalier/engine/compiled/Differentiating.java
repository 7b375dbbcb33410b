package org.espalier.engine.compiled;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.espalier.engine.net.Net;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes gradients of what a network answers in use, of each row by itself: batch norms go by their
 * running statistics. Holds native memory until it is closed.
 */
public final class Differentiating implements AutoCloseable {
  private final Programs programs;

  private Differentiating(Programs programs) {
    this.programs = programs;
  }

  /** Empty where a network cannot be compiled. */
  public static Optional<Differentiating> ofWeights(Net net, RowGradients gradients) {
    return Programs.of(net, Purpose.differentiating(gradients)).map(Differentiating::new);
  }

  /**
   * The same of gates, in half the time. Empty as well where layers have an activation that hides
   * what they sum up.
   */
  public static Optional<Differentiating> ofGates(Net net, OutputGates gates) {
    return Programs.of(net, Purpose.gating(gates)).map(Differentiating::new);
  }

  /**
   * The native memory that it would hold at most, in bytes; empty where it would not be compiled.
   *
   * @param batch shape of the images: [rows, channels, height, width]
   */
  public static OptionalLong bytes(Net net, long... batch) {
    return Stream.of(
            Purpose.differentiating((row, position, values, factor) -> {}),
            Purpose.gating((row, position, weights, gradients) -> {}))
        .flatMapToLong(purpose -> Programs.bytes(net, batch, purpose).stream())
        .max();
  }

  /**
   * Tells of a batch's gradients.
   *
   * @param images in the network's own format
   * @param labels one-hot
   */
  public void pass(INDArray images, INDArray labels) {
    programs.forLike(images).differentiate(images, labels);
  }

  @Override
  public void close() {
    programs.close();
  }
}
