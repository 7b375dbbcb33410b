package org.espalier.engine.compiled;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.OneDnn;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network's programs, one for each shape of batch. The last one is held, with its native memory,
 * until the next or the end: a pass has one other shape, in its last batch, and memory is dearer
 * than to compile anew.
 */
final class Programs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Programs.class);
  private static final boolean AVAILABLE = isAvailable();

  private final Net net;
  private final Wiring wiring;
  private final Purpose purpose;
  private long[] shape;
  private Program program;

  private Programs(Net net, Wiring wiring, Purpose purpose) {
    this.net = net;
    this.wiring = wiring;
    this.purpose = purpose;
  }

  /** Empty where oneDNN's primitives do not do what DL4J does: the network is for DL4J to run. */
  static Optional<Programs> of(Net net, Purpose purpose) {
    return wiring(net)
        .filter(wiring -> purpose.gates() == null || wiring.showsSums())
        .map(wiring -> new Programs(net, wiring, purpose));
  }

  private static Optional<Wiring> wiring(Net net) {
    return OneDnn.engaged() && AVAILABLE ? Wiring.of(net) : Optional.empty();
  }

  /**
   * The memory that a program for such images would take, in bytes.
   *
   * @param batch shape of the images: [rows, channels, height, width]
   */
  static OptionalLong bytes(Net net, long[] batch, Purpose purpose) {
    return wiring(net).stream()
        .mapToLong(wiring -> Compiler.bytes(net, wiring, batch, purpose))
        .findFirst();
  }

  private static boolean isAvailable() {
    try {
      return !Tape.CPU.isNull();
    } catch (LinkageError e) {
      LOG.warn("networks are not compiled here, and run slower: {}", e.getMessage());
      return false;
    }
  }

  /** The program for such images. */
  Program forLike(INDArray images) {
    if (!Arrays.equals(images.shape(), shape)) {
      close();
      program = Compiler.compile(net, wiring, images.shape(), purpose);
      shape = images.shape().clone();
    }
    return program;
  }

  @Override
  public void close() {
    if (program != null) {
      program.close();
      program = null;
      shape = null;
    }
  }
}
