package org.espalier.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Which values of a network's flat parameters live: 1 for those that do, 0 for those that are
 * pruned and stay zero.
 */
final class Mask {
  /** A zero variance would divide by (almost) nothing; a channel without scale is silent anyway. */
  private static final String VARIANCE = "_var";

  private final float[] alive;

  private Mask(float[] alive) {
    this.alive = alive;
  }

  /** Keeps the given weights of each matrix, counted in C order; other matrices stay whole. */
  static Mask ofWeights(MultiLayerNetwork network, Map<String, BitSet> kept) {
    Mask mask = allAlive(network);
    kept.forEach(
        (name, weights) -> {
          FlatIndex index = new FlatIndex(network.getParam(name), network.params());
          int[] unit = {0};
          index.forEach(
              index.everything(),
              position -> mask.alive[position] = weights.get(unit[0]++) ? 1 : 0);
        });
    return mask;
  }

  /** Silences the channels that do not stay: all that a cut would remove becomes zero. */
  static Mask ofChannels(MultiLayerNetwork network, Network shape, Map<String, BitSet> kept) {
    Mask mask = allAlive(network);
    for (ChannelChoice removed : ChannelChoice.eachRemoved(shape, kept)) {
      for (Parameter parameter : shape.parameters()) {
        if (removed.touches(parameter.name()) && !parameter.name().endsWith(VARIANCE)) {
          mask.clear(network, parameter.name(), removed);
        }
      }
    }
    return mask;
  }

  /** The weights that are zero now are pruned. */
  static Mask ofZeros(MultiLayerNetwork network, Network shape) {
    Mask mask = allAlive(network);
    float[] values = network.params().data().asFloat();
    for (Parameter weights : shape.weights()) {
      FlatIndex index = new FlatIndex(network.getParam(weights.name()), network.params());
      index.forEach(
          index.everything(), position -> mask.alive[position] = values[position] == 0 ? 0 : 1);
    }
    return mask;
  }

  private static Mask allAlive(MultiLayerNetwork network) {
    float[] alive = new float[Math.toIntExact(network.numParams())];
    Arrays.fill(alive, 1);
    return new Mask(alive);
  }

  private void clear(MultiLayerNetwork network, String parameter, ChannelChoice removed) {
    FlatIndex index = new FlatIndex(network.getParam(parameter), network.params());
    index.forEach(removed.of(parameter, index), position -> alive[position] = 0);
  }

  /** As an array that the network's flat parameters or gradients are multiplied by. */
  INDArray array(INDArray beside) {
    return Nd4j.createFromArray(alive).reshape(beside.shape());
  }

  /** Zeroes what is pruned: the values, and what the updater remembers of them. */
  void apply(MultiLayerNetwork network) {
    network.params().muli(array(network.params()));
    INDArray state = network.getUpdater().getStateViewArray();
    if (state != null && !state.isEmpty()) {
      float[] values = state.data().asFloat();
      ((BaseMultiLayerUpdater<?>) network.getUpdater())
          .getUpdaterBlocks()
          .forEach(block -> forget(block, values));
      state.assign(Nd4j.createFromArray(values).reshape(state.shape()));
    }
  }

  private void forget(UpdaterBlock block, float[] state) {
    int length = block.getParamOffsetEnd() - block.getParamOffsetStart();
    int start = block.getUpdaterViewOffsetStart();
    for (int i = start; i < block.getUpdaterViewOffsetEnd(); i++) {
      state[i] *= alive[block.getParamOffsetStart() + (i - start) % length];
    }
  }
}
