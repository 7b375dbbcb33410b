package org.espalier.engine.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.espalier.engine.net.Net;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Slice;
import org.espalier.schedule.GroupSparsity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Adds the gradient of {@link GroupSparsity}'s penalty, group by group. */
final class GroupPenalty extends BaseTrainingListener {
  private final Net net;
  private final List<ChannelGroup> groups;
  private final GroupSparsity penalty;

  GroupPenalty(Net net, Network network, GroupSparsity penalty) {
    this.net = net;
    this.groups = network.channelGroups();
    this.penalty = penalty;
  }

  /** Gradients are sums over the batch here; DL4J divides them later. */
  @Override
  public void onGradientCalculation(Model model) {
    for (ChannelGroup group : groups) {
      double[] norms = norms(net, group);
      double least = Arrays.stream(norms).min().orElseThrow();
      double most = Arrays.stream(norms).max().orElseThrow();
      double[] pulls =
          Arrays.stream(norms)
              .map(norm -> penalty.pull(norm, least, most) * model.batchSize())
              .toArray();
      slices(group).forEach(slice -> pull(slice, pulls));
    }
  }

  /** The L2 norm of all weights and scales that go together with each channel of a group. */
  static double[] norms(Net net, ChannelGroup group) {
    double[] squares = new double[group.channels()];
    for (Slice slice : slices(group)) {
      INDArray values = asIndexed(net.parameter(slice.parameter().name()));
      double[] ofEntries = squares(values, slice.axis());
      for (int channel = 0; channel < squares.length; channel++) {
        for (int i = 0; i < slice.block(); i++) {
          squares[channel] += ofEntries[slice.entry(channel, i)];
        }
      }
    }
    return Arrays.stream(squares).map(Math::sqrt).toArray();
  }

  /** Biases and statistics are not what makes a channel matter. */
  private static List<Slice> slices(ChannelGroup group) {
    return group.slices().stream()
        .filter(
            slice -> slice.parameter().weight() || slice.parameter().kind() == Parameter.Kind.SCALE)
        .toList();
  }

  /** Of the shape that slices speak of: there a vector's is [1, n], however DL4J shapes it. */
  private static INDArray asIndexed(INDArray values) {
    return values.rank() == 1 ? values.reshape(1, values.length()) : values;
  }

  private static double[] squares(INDArray values, int axis) {
    int[] others = IntStream.range(0, values.rank()).filter(other -> other != axis).toArray();
    return values.mul(values).sum(others).dup().data().asDouble();
  }

  private void pull(Slice slice, double[] pulls) {
    INDArray values = asIndexed(net.parameter(slice.parameter().name()));
    float[] ofEntries = new float[(int) values.size(slice.axis())];
    for (int channel = 0; channel < pulls.length; channel++) {
      for (int i = 0; i < slice.block(); i++) {
        ofEntries[slice.entry(channel, i)] = (float) pulls[channel];
      }
    }
    long[] along = new long[values.rank()];
    Arrays.fill(along, 1);
    along[slice.axis()] = ofEntries.length;
    asIndexed(net.gradient(slice.parameter().name()))
        .addi(values.mul(Nd4j.createFromArray(ofEntries).reshape(along)));
  }
}
