package org.espalier.engine.compiled;

import java.util.Optional;
import java.util.OptionalLong;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.OffHeap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Trains a network batch by batch: compiled where that can be, by DL4J where not. Whoever listens
 * to the network hears of each batch alike. Holds native memory until it is closed.
 */
public final class Fitting implements AutoCloseable {
  private final Net net;
  private final Optional<Programs> programs;
  private final Optional<Descent> descent;

  private Fitting(Net net, Optional<Programs> programs) {
    this.net = net;
    this.programs = programs;
    this.descent = programs.flatMap(compiled -> Descent.of(net));
  }

  public static Fitting of(Net net) {
    net.updater(); // makes room for gradients
    return new Fitting(net, Programs.of(net, Purpose.TRAINING));
  }

  /**
   * The native memory that it would hold, in bytes; empty where it would not be compiled.
   *
   * @param batch shape of the images: [rows, channels, height, width]
   */
  public static OptionalLong bytes(Net net, long... batch) {
    net.updater();
    return Programs.bytes(net, batch, Purpose.TRAINING);
  }

  /** Whether it is compiled. */
  public boolean isCompiled() {
    return programs.isPresent();
  }

  /** Passes over all batches once, which nobody else has, and frees each. */
  public void pass(DataSetIterator batches) {
    while (batches.hasNext()) {
      DataSet batch = batches.next();
      step(batch.getFeatures(), batch.getLabels());
      OffHeap.free(batch.getFeatures(), batch.getLabels());
    }
    net.setProgress(net.iterations(), net.epochs() + 1);
  }

  /**
   * Takes a step down a batch's gradients.
   *
   * @param images in the network's own format
   * @param labels one-hot
   */
  public void step(INDArray images, INDArray labels) {
    if (!isCompiled()) {
      net.fit(images, labels);
      return;
    }
    net.see(images, labels);
    net.setScore(differentiate(images, labels));
    net.listeners().forEach(listener -> listener.onGradientCalculation(net.model()));
    if (!descend((int) images.size(0))) {
      net.setScore(Double.NaN);
    }
    net.listeners()
        .forEach(listener -> listener.iterationDone(net.model(), net.iterations(), net.epochs()));
    net.setProgress(net.iterations() + 1, net.epochs());
  }

  /**
   * Leaves the gradients of a batch, summed over its rows, where DL4J has them.
   *
   * @return the mean loss
   */
  double differentiate(INDArray images, INDArray labels) {
    double loss = programs.orElseThrow().forLike(images).differentiate(images, labels);
    return loss / images.size(0);
  }

  /** Whether the network is a sound one still, as far as that is known. */
  private boolean descend(int rows) {
    if (descent.isPresent()) {
      return descent.get().step(rows);
    }
    INDArray gradients = net.gradients();
    net.updater()
        .update(
            new DefaultGradient(gradients),
            net.iterations(),
            net.epochs(),
            rows,
            LayerWorkspaceMgr.noWorkspaces());
    net.flat().subi(gradients.reshape(gradients.length()));
    return true;
  }

  @Override
  public void close() {
    programs.ifPresent(Programs::close);
  }
}
