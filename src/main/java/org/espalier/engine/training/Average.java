package org.espalier.engine.training;

import java.util.Optional;
import org.espalier.engine.feed.Steps;
import org.espalier.engine.net.Net;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a model becomes when replicas of it were trained apart: the mean of their values, running
 * statistics of batch norms among them, and of what their updaters remember. Floats are added up in
 * the order in which replicas are given, so that the same order gives the same bits. What is zero
 * in all of them is zero in the mean.
 *
 * <p>McDonald, Hall and Mann, "Distributed training strategies for the structured perceptron"
 * (2010), section 4.2.
 */
public final class Average {
  private final Net net;
  private final INDArray values;
  private final Optional<INDArray> state;
  private int replicas;

  /** Of replicas of a model, which has an updater from now on, as they have. */
  public Average(Net net) {
    this.net = net;
    this.values = net.flat().like();
    net.updater();
    this.state = net.updaterState().map(INDArray::like);
  }

  /**
   * Adds a replica.
   *
   * @param flat all its values
   * @param updaterState null where its updater remembers nothing
   */
  public void add(INDArray flat, INDArray updaterState) {
    values.addi(flat.reshape(values.shape()));
    state.ifPresent(sum -> sum.addi(updaterState.reshape(sum.shape())));
    replicas++;
  }

  /** Adds a replica that had nothing left to train on, and is what the model was. */
  public void addUntrained() {
    add(net.flat(), net.updaterState().orElse(null));
  }

  /** Makes the model the mean of its replicas, which have taken these steps. */
  public void giveToModel(Steps steps) {
    net.flat().assign(values.divi(replicas));
    state.ifPresent(sum -> net.updaterState().orElseThrow().assign(sum.divi(replicas)));
    net.setProgress(net.iterations() + steps.count(), net.epochs());
  }
}
