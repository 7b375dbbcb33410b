package org.espalier.engine;

import java.util.BitSet;
import java.util.Map;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.espalier.network.ChannelGroup;
import org.espalier.network.ChannelRole;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Removes channels physically: a smaller network that computes what the old one computes with those
 * channels zeroed. Filters, biases, batch-norm entries, the inputs of the layers that read them,
 * and the updater's state for all of these go together.
 */
final class Surgery {
  private final MultiLayerNetwork old;
  private final Network network;
  private final ChannelChoice kept;

  private Surgery(MultiLayerNetwork old, Network network, Map<String, BitSet> kept) {
    this.old = old;
    this.network = network;
    this.kept = ChannelChoice.of(network, kept);
  }

  /**
   * Cuts.
   *
   * @param network the shape of {@code old}
   * @param kept channels that stay, by group; a group that is not there stays whole
   * @return a new network; the old one is unchanged
   */
  static MultiLayerNetwork cut(MultiLayerNetwork old, Network network, Map<String, BitSet> kept) {
    return new Surgery(old, network, kept).perform(kept);
  }

  private MultiLayerNetwork perform(Map<String, BitSet> channels) {
    MultiLayerNetwork smaller = new MultiLayerNetwork(smallerConfiguration(channels));
    smaller.init();
    int[] source = sourcePositions(smaller);
    smaller.setParameters(gather(old.params(), source));
    carryUpdaterState(smaller, source);
    return smaller;
  }

  private MultiLayerConfiguration smallerConfiguration(Map<String, BitSet> channels) {
    MultiLayerConfiguration smaller = old.getLayerWiseConfigurations().clone();
    int flowing = -1;
    for (int i = 0; i < network.layers().size(); i++) {
      Layer layer = network.layers().get(i);
      if (flowing > 0) {
        narrowInput(smaller, i, layer, flowing);
      }
      if (layer.role() == ChannelRole.PRODUCES) {
        flowing = remaining(layer, channels);
        if (flowing > 0) {
          ((FeedForwardLayer) smaller.getConf(i).getLayer()).setNOut(flowing);
        }
      }
    }
    return smaller;
  }

  /** Channels the layer makes from now on, or -1 where nothing changes. */
  private int remaining(Layer layer, Map<String, BitSet> channels) {
    return network.channelGroups().stream()
        .map(ChannelGroup::name)
        .filter(layer.name()::equals)
        .filter(channels::containsKey)
        .findFirst()
        .map(name -> channels.get(name).cardinality())
        .orElse(-1);
  }

  private static void narrowInput(
      MultiLayerConfiguration smaller, int i, Layer layer, int channels) {
    InputPreProcessor before = smaller.getInputPreProcess(i);
    if (before instanceof CnnToFeedForwardPreProcessor flatten) {
      flatten.setNumChannels(channels);
    }
    if (smaller.getConf(i).getLayer() instanceof FeedForwardLayer reader) {
      long perChannel = reader.getNIn() / layer.in().channels();
      reader.setNIn(channels * perChannel);
      if (layer.role() == ChannelRole.KEEPS) {
        reader.setNOut(reader.getNIn());
      }
    }
  }

  /**
   * For each position of the smaller network's flat parameters, where its value lies in the old.
   */
  private int[] sourcePositions(MultiLayerNetwork smaller) {
    int[] source = new int[Math.toIntExact(smaller.numParams())];
    for (String name : smaller.paramTable().keySet()) {
      FlatIndex from = new FlatIndex(old.getParam(name), old.params());
      FlatIndex to = new FlatIndex(smaller.getParam(name), smaller.params());
      Positions target = new Positions((int) smaller.getParam(name).length());
      to.forEach(to.everything(), target);
      int[] next = {0};
      from.forEach(kept.of(name, from), position -> source[target.values[next[0]++]] = position);
    }
    return source;
  }

  /**
   * An updater keeps, block by block, one or more vectors in the order of the block's parameters.
   */
  private void carryUpdaterState(MultiLayerNetwork smaller, int[] source) {
    INDArray state = old.getUpdater().getStateViewArray();
    if (state == null || state.isEmpty()) {
      return;
    }
    float[] from = state.data().asFloat();
    INDArray smallerState = smaller.getUpdater().getStateViewArray();
    float[] to = new float[(int) smallerState.length()];
    var oldBlocks = ((BaseMultiLayerUpdater<?>) old.getUpdater()).getUpdaterBlocks();
    var newBlocks = ((BaseMultiLayerUpdater<?>) smaller.getUpdater()).getUpdaterBlocks();
    for (int block = 0; block < newBlocks.size(); block++) {
      carryBlock(oldBlocks.get(block), newBlocks.get(block), source, from, to);
    }
    smallerState.assign(Nd4j.createFromArray(to).reshape(smallerState.shape()));
  }

  private static void carryBlock(
      UpdaterBlock old, UpdaterBlock smaller, int[] source, float[] from, float[] to) {
    int oldLength = old.getParamOffsetEnd() - old.getParamOffsetStart();
    int length = smaller.getParamOffsetEnd() - smaller.getParamOffsetStart();
    int vectors =
        (smaller.getUpdaterViewOffsetEnd() - smaller.getUpdaterViewOffsetStart()) / length;
    for (int vector = 0; vector < vectors; vector++) {
      int oldStart = old.getUpdaterViewOffsetStart() + vector * oldLength;
      int start = smaller.getUpdaterViewOffsetStart() + vector * length;
      for (int i = 0; i < length; i++) {
        int position = source[smaller.getParamOffsetStart() + i] - old.getParamOffsetStart();
        to[start + i] = from[oldStart + position];
      }
    }
  }

  private static INDArray gather(INDArray flat, int[] source) {
    float[] from = flat.data().asFloat();
    float[] values = new float[source.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = from[source[i]];
    }
    return Nd4j.createFromArray(values);
  }

  private static final class Positions implements IntConsumer {
    final int[] values;
    private int count;

    Positions(int length) {
      values = new int[length];
    }

    @Override
    public void accept(int position) {
      values[count++] = position;
    }
  }
}
