package org.espalier.engine.surgery;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.espalier.engine.net.FlatIndex;
import org.espalier.engine.net.Net;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Remainder;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Which values of a network's flat parameters live: 1 for those that do, 0 for those that are
 * pruned and stay zero.
 */
public final class Mask {
  private final float[] alive;

  private Mask(float[] alive) {
    this.alive = alive;
  }

  /** Zeroes the units that do not stay; pools that are not there stay whole. */
  public static Mask ofUnits(Net net, Map<String, UnitLayout> layouts, Map<String, BitSet> kept) {
    Mask mask = allAlive(net);
    kept.forEach(
        (pool, staying) -> {
          UnitLayout layout = layouts.get(pool);
          int[] positions = layout.positions();
          for (int i = 0; i < positions.length; i++) {
            if (!staying.get(i / layout.columns())) {
              mask.alive[positions[i]] = 0;
            }
          }
        });
    return mask;
  }

  /**
   * Silences the channels that do not stay: all that a cut would remove becomes zero, but for
   * variances, which are divided by.
   */
  public static Mask ofChannels(Net net, Network network, Map<String, BitSet> kept) {
    Mask mask = allAlive(net);
    Remainder remainder = network.remainder(kept);
    for (Parameter parameter : network.parameters()) {
      Map<Integer, int[]> staying = remainder.entries(parameter.name());
      if (!staying.isEmpty() && parameter.kind() != Parameter.Kind.VARIANCE) {
        FlatIndex index = new FlatIndex(net.parameter(parameter.name()), net.flat());
        index.forEach(position -> mask.alive[position] = 0);
        index.forEach(staying, position -> mask.alive[position] = 1);
      }
    }
    return mask;
  }

  /** The weights that are zero now are pruned. */
  public static Mask ofZeros(Net net, Network network) {
    Mask mask = allAlive(net);
    float[] values = net.flat().data().asFloat();
    for (Parameter weights : network.weights()) {
      new FlatIndex(net.parameter(weights.name()), net.flat())
          .forEach(position -> mask.alive[position] = values[position] == 0 ? 0 : 1);
    }
    return mask;
  }

  private static Mask allAlive(Net net) {
    float[] alive = new float[Math.toIntExact(net.flat().length())];
    Arrays.fill(alive, 1);
    return new Mask(alive);
  }

  /** As an array that the network's flat parameters or gradients are multiplied by. */
  public INDArray array(INDArray beside) {
    return Nd4j.createFromArray(alive).reshape(beside.shape());
  }

  /** Zeroes what is pruned: the values, and what the updater remembers of them. */
  public void apply(Net net) {
    net.flat().muli(array(net.flat()));
    INDArray state = net.updater().getStateViewArray();
    if (state != null && !state.isEmpty()) {
      float[] values = state.data().asFloat();
      net.updater().getUpdaterBlocks().forEach(block -> forget(block, values));
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
