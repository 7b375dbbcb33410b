package org.espalier.engine.surgery;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.espalier.engine.net.FlatIndex;
import org.espalier.engine.net.Floats;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.net.Node;
import org.espalier.engine.net.NodeRow;
import org.espalier.engine.net.NodeTable;
import org.espalier.engine.net.Topology;
import org.espalier.engine.net.Types;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Network;
import org.espalier.network.Remainder;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Removes channels physically: a smaller network that computes what the old one computes with those
 * channels zeroed. Filters, biases, batch-norm entries, the inputs of the layers that read them,
 * and the updater's state for all of these go together.
 */
public final class Surgery {
  private final Net old;
  private final Network network;
  private final Remainder remainder;
  private final Map<String, Types> types;

  private Surgery(Net old, Network network, Map<String, BitSet> kept) {
    this.old = old;
    this.network = network;
    check(kept);
    this.remainder = network.remainder(kept);
    this.types = NetworkReader.types(old, network.inputs());
  }

  /**
   * Cuts.
   *
   * @param network the shape of {@code old}
   * @param kept channels that stay, by group; a group that is not there stays whole
   * @return a new network; the old one is unchanged
   */
  public static Net cut(Net old, Network network, Map<String, BitSet> kept) {
    return new Surgery(old, network, kept).perform();
  }

  private void check(Map<String, BitSet> kept) {
    for (ChannelGroup group : network.channelGroups()) {
      BitSet staying = kept.get(group.name());
      if (staying != null && staying.cardinality() < group.least()) {
        throw new IllegalArgumentException(
            "of the channels of %s at least %d must stay, not %d"
                .formatted(group.name(), group.least(), staying.cardinality()));
      }
    }
  }

  private Net perform() {
    List<Place> places = places();
    Net smaller = old.rebuilt(this::narrow, gather(old.flat(), places));
    smaller.inherit(old);
    if (old.updaterState().isPresent() || old.densePositions().isPresent()) {
      int[] source = sourcePositions(places);
      old.updaterState().ifPresent(state -> carry(state, smaller, source));
      old.densePositions().ifPresent(dense -> smaller.setDensePositions(dense.cut(source)));
    }
    return smaller;
  }

  private void narrow(Topology topology) {
    for (Node node : topology.nodes()) {
      if (remainder.touches(node.name())) {
        NodeTable.row(node.conf())
            .narrow(node.conf(), new NodeRow.Left(node.name(), remainder, types.get(node.name())));
      }
    }
  }

  /** Parameters as they lie one behind the other, in the old network and in the smaller. */
  private List<Place> places() {
    return network.parameters().stream()
        .map(
            parameter ->
                new Place(
                    new FlatIndex(old.parameter(parameter.name()), old.flat()),
                    remainder.entries(parameter.name())))
        .sorted(Comparator.comparingInt(place -> place.index.offset()))
        .toList();
  }

  /** An old parameter, and the entries of its axes that stay. */
  private record Place(FlatIndex index, Map<Integer, int[]> kept) {
    int values() {
      return index.count(kept);
    }

    /** For each value that stays, laid out as it was, its position in the old flat parameters. */
    int[] positions() {
      return index.positionsAsLaid(kept);
    }
  }

  private static int values(List<Place> places) {
    return places.stream().mapToInt(Place::values).reduce(0, Math::addExact);
  }

  /**
   * For each position of the smaller network's flat parameters, where its value lies in the old.
   */
  private static int[] sourcePositions(List<Place> places) {
    IntBuffer source = IntBuffer.allocate(values(places));
    places.forEach(place -> source.put(place.positions()));
    return source.array();
  }

  /**
   * An updater keeps, block by block, one or more vectors in the order of the block's parameters.
   */
  private void carry(INDArray state, Net smaller, int[] source) {
    FloatBuffer from = Floats.of(state);
    INDArray smallerState = smaller.updater().getStateViewArray();
    float[] to = new float[(int) smallerState.length()];
    var oldBlocks = old.updater().getUpdaterBlocks();
    var newBlocks = smaller.updater().getUpdaterBlocks();
    for (int block = 0; block < newBlocks.size(); block++) {
      carryBlock(oldBlocks.get(block), newBlocks.get(block), source, from, to);
    }
    smallerState.assign(Floats.row(to).reshape(smallerState.shape()));
  }

  private static void carryBlock(
      UpdaterBlock old, UpdaterBlock smaller, int[] source, FloatBuffer from, float[] to) {
    int oldLength = old.getParamOffsetEnd() - old.getParamOffsetStart();
    int length = smaller.getParamOffsetEnd() - smaller.getParamOffsetStart();
    int vectors =
        (smaller.getUpdaterViewOffsetEnd() - smaller.getUpdaterViewOffsetStart()) / length;
    for (int vector = 0; vector < vectors; vector++) {
      int oldStart = old.getUpdaterViewOffsetStart() + vector * oldLength;
      int start = smaller.getUpdaterViewOffsetStart() + vector * length;
      for (int i = 0; i < length; i++) {
        int position = source[smaller.getParamOffsetStart() + i] - old.getParamOffsetStart();
        to[start + i] = from.get(oldStart + position);
      }
    }
  }

  /** Parameter by parameter, so that little is held at once beside the two networks. */
  private static INDArray gather(INDArray flat, List<Place> places) {
    return flat.dataType() == DataType.DOUBLE
        ? gatherDoubles(flat, places)
        : gatherFloats(flat, places).castTo(flat.dataType());
  }

  private static INDArray gatherFloats(INDArray flat, List<Place> places) {
    FloatBuffer from = Floats.of(flat);
    return Floats.row(
        values(places),
        places.stream().map(place -> FloatBuffer.wrap(Floats.gather(from, place.positions()))));
  }

  private static INDArray gatherDoubles(INDArray flat, List<Place> places) {
    double[] from = flat.data().asDouble();
    double[] values =
        IntStream.of(sourcePositions(places)).mapToDouble(position -> from[position]).toArray();
    return Nd4j.createFromArray(values).reshape(1, values.length);
  }
}
