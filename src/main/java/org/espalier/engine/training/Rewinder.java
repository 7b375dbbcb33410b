package org.espalier.engine.training;

import org.espalier.engine.net.DensePositions;
import org.espalier.engine.net.Net;
import org.espalier.engine.surgery.Mask;
import org.espalier.network.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes what is left of a pruned network back to an earlier state of the dense one. */
public final class Rewinder {
  private Rewinder() {}

  /**
   * Changes all values of {@code net} to those that they were in {@code early}, and lets the
   * updater start anew.
   *
   * @param net knows where its values lay in the dense network, unless it is whole
   * @param early of the dense network's shape
   * @param holdZeros whether weights that are zero are pruned, and stay so
   */
  public static void rewind(Net net, Network network, Net early, boolean holdZeros) {
    Mask alive = Mask.ofZeros(net, network);
    INDArray flat = net.flat();
    DensePositions positions =
        net.densePositions().orElseGet(() -> DensePositions.whole(flat.length()));
    flat.assign(positions.gather(early.flat()).reshape(flat.shape()));
    if (holdZeros) {
      alive.apply(net);
    }
    INDArray state = net.updater().getStateViewArray();
    if (state != null && !state.isEmpty()) {
      state.assign(0);
    }
  }
}
