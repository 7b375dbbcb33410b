package org.espalier.engine.compiled;

import java.util.Arrays;
import java.util.Optional;
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
  private final boolean training;
  private long[] shape;
  private Program program;

  private Programs(Net net, Wiring wiring, boolean training) {
    this.net = net;
    this.wiring = wiring;
    this.training = training;
  }

  /** Empty where oneDNN's primitives do not do what DL4J does: the network is for DL4J to run. */
  static Optional<Programs> of(Net net, boolean training) {
    return OneDnn.engaged() && AVAILABLE
        ? Wiring.of(net).map(wiring -> new Programs(net, wiring, training))
        : Optional.empty();
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
      program = Compiler.compile(net, wiring, images.shape(), training);
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
