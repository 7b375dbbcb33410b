package org.espalier.engine.compiled;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.OneDnn;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A network's programs, one for each shape of batch; they hold native memory until closed. */
final class Programs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Programs.class);
  private static final boolean AVAILABLE = isAvailable();

  private final Net net;
  private final Wiring wiring;
  private final boolean training;
  private final Map<List<Long>, Program> programs = new HashMap<>();

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
    List<Long> shape = Arrays.stream(images.shape()).boxed().toList();
    return programs.computeIfAbsent(
        shape, absent -> Compiler.compile(net, wiring, images.shape(), training));
  }

  @Override
  public void close() {
    programs.values().forEach(Program::close);
  }
}
