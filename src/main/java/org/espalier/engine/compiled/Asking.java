package org.espalier.engine.compiled;

import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.engine.net.Net;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Asks a network for answers, which must not change meanwhile: compiled where that can be, by DL4J
 * where not. Holds native memory until it is closed.
 */
public final class Asking implements AutoCloseable {
  private final Net net;
  private final Optional<Programs> programs;

  private Asking(Net net, Optional<Programs> programs) {
    this.net = net;
    this.programs = programs;
  }

  public static Asking of(Net net) {
    return new Asking(net, Programs.of(net, Purpose.ANSWERING));
  }

  /**
   * The native memory that it would hold, in bytes; empty where it would not be compiled.
   *
   * @param batch shape of the images: [rows, channels, height, width]
   */
  public static OptionalLong bytes(Net net, long... batch) {
    return Programs.bytes(net, batch, Purpose.ANSWERING);
  }

  /**
   * Answers a batch.
   *
   * @param images in the network's own format
   * @return what its first output says, row by row
   */
  public float[] answers(INDArray images) {
    return programs
        .map(compiled -> compiled.forLike(images).answer(images))
        .orElseGet(() -> net.output(images)[0].dup('c').data().asFloat());
  }

  @Override
  public void close() {
    programs.ifPresent(Programs::close);
  }
}
