package org.espalier.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.espalier.engine.ModelFile;
import org.espalier.engine.RandomRows;
import org.espalier.engine.SmallResidual;
import org.espalier.engine.compiled.Fitting;
import org.espalier.engine.feed.RowBatches;
import org.espalier.engine.net.FlatIndex;
import org.espalier.engine.net.InputShape;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.espalier.schedule.GroupSparsity;
import org.espalier.schedule.NoSparseTraining;
import org.espalier.schedule.ScaleSparsity;
import org.espalier.schedule.SparseTraining;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Rows;
import org.espalier.sweep.spec.Augmentation;
import org.junit.jupiter.api.Test;

/**
 * Penalties, on a graph with a residual: their gradients by the formula, and what they bring about.
 */
class SparseTrainingIT {
  private static final Shape INPUT = new Shape(3, 16, 16);
  private static final Rows ROWS = RandomRows.of(INPUT, 4, 48, 1);
  private static final ScaleSparsity SCALES = new ScaleSparsity(0.02, 4, 0.01, 16);
  private static final GroupSparsity GROUPS = new GroupSparsity(0.02, 4, 0.01, 16);

  @Test
  void scalesShrink() {
    ScaleSparsity strong = new ScaleSparsity(0.5, 4, 0.01, 16);
    assertThat(scales(trained(strong))).isLessThan(0.9 * scales(trained(new NoSparseTraining())));
  }

  @Test
  void groupsShrinkTheSmallestMost() {
    Net plain = trained(new NoSparseTraining());
    Net sparse = trained(GROUPS);
    for (ChannelGroup group : network(plain).channelGroups()) {
      double[] before = sorted(GroupPenalty.norms(plain, group));
      double[] after = sorted(GroupPenalty.norms(sparse, group));
      assertThat(Arrays.stream(after).sum()).isLessThan(0.97 * Arrays.stream(before).sum());
      assertThat(after[0] / after[after.length - 1])
          .as("the smallest beside the largest in %s", group.name())
          .isLessThan(before[0] / before[before.length - 1]);
    }
  }

  @Test
  void theSameWorkGivesTheSameBits() {
    for (SparseTraining penalty : List.of(SCALES, GROUPS)) {
      assertThat(ModelFile.checkpoint(trained(penalty)))
          .isEqualTo(ModelFile.checkpoint(trained(penalty)));
    }
  }

  /** What is added to the gradient of a batch of 16 is 16 times the formula, entry by entry. */
  @Test
  void gradientsAreThoseOfTheFormulas() {
    Net net = SmallResidual.net(INPUT, 4, 5);
    Network network = network(net);
    double[] scales = added(net, new ScalePenalty(net, network, SCALES));
    double[] groups = added(net, new GroupPenalty(net, network, GROUPS));
    float[] values = net.flat().dup().data().asFloat();
    double[] expectedScales = new double[values.length];
    double[] expectedGroups = new double[values.length];
    for (Parameter parameter : network.parameters()) {
      if (parameter.kind() == Parameter.Kind.SCALE) {
        index(net, parameter)
            .forEach(at -> expectedScales[at] = 16 * 0.02 * Math.signum(values[at]));
      }
    }
    network.channelGroups().forEach(group -> addByFormula(net, group, values, expectedGroups));

    assertThat(scales).containsExactly(expectedScales, within(1e-4));
    assertThat(groups).containsExactly(expectedGroups, within(1e-4));
    assertThat(Arrays.stream(groups).map(Math::abs).max().orElseThrow()).isGreaterThan(0.1);
  }

  private static void addByFormula(Net net, ChannelGroup group, float[] values, double[] expected) {
    List<List<Integer>> positions = new ArrayList<>();
    double[] norms = new double[group.channels()];
    for (int channel = 0; channel < group.channels(); channel++) {
      List<Integer> own = positions(net, group, channel);
      positions.add(own);
      norms[channel] =
          Math.sqrt(own.stream().mapToDouble(i -> (double) values[i] * values[i]).sum());
    }
    double most = Arrays.stream(norms).max().orElseThrow();
    double least = Arrays.stream(norms).min().orElseThrow();
    for (int channel = 0; channel < group.channels(); channel++) {
      double pull = 16 * 0.02 * Math.pow(2, 4 * (most - norms[channel]) / (most - least));
      positions.get(channel).forEach(i -> expected[i] += pull * values[i]);
    }
  }

  /** One for each slice that it is in. */
  private static List<Integer> positions(Net net, ChannelGroup group, int channel) {
    List<Integer> positions = new ArrayList<>();
    group.slices().stream()
        .filter(slice -> slice.parameter().weight() || group.scales().contains(slice))
        .forEach(
            slice -> {
              int[] entries = slice.entries(channel).stream().mapToInt(i -> i).toArray();
              index(net, slice.parameter()).forEach(Map.of(slice.axis(), entries), positions::add);
            });
    return positions;
  }

  private static FlatIndex index(Net net, Parameter parameter) {
    return new FlatIndex(net.parameter(parameter.name()), net.flat());
  }

  /** What a penalty adds to the gradient of the first batch. */
  private static double[] added(Net net, BaseTrainingListener penalty) {
    double[][] added = {null};
    Net copy = net.copy();
    copy.listenTo(
        new BaseTrainingListener() {
          @Override
          public void onGradientCalculation(Model model) {
            net.gradients().assign(0);
            penalty.onGradientCalculation(model);
            added[0] = net.gradients().dup().data().asDouble();
          }
        });
    try (Fitting fitting = Fitting.of(copy)) {
      fitting.pass(RowBatches.inOrder(ROWS.take(new int[16]), 16, net.inputFormat()));
    }
    return added[0];
  }

  private static Net trained(SparseTraining penalty) {
    Net net = SmallResidual.net(INPUT, 4, 5);
    for (int visit = 1; visit <= 4; visit++) {
      Fit fit = new Fit(0.01, 16, visit, false, Augmentation.NONE, penalty);
      Trainer.fit(net, network(net), fit, ROWS, () -> false);
    }
    return net;
  }

  private static double scales(Net net) {
    return network(net).parameters().stream()
        .filter(parameter -> parameter.kind() == Parameter.Kind.SCALE)
        .mapToDouble(scale -> net.parameter(scale.name()).norm1Number().doubleValue())
        .sum();
  }

  private static double[] sorted(double[] values) {
    return Arrays.stream(values).sorted().toArray();
  }

  private static Network network(Net net) {
    return NetworkReader.read(net, InputShape.like(net, INPUT));
  }
}
