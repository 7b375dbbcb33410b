package org.espalier.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.espalier.engine.Architecture;
import org.espalier.engine.ModelFile;
import org.espalier.engine.RandomRows;
import org.espalier.engine.SmallResidual;
import org.espalier.engine.feed.RowBatches;
import org.espalier.engine.net.InputShape;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.net.Node;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Origin;
import org.espalier.sweep.Rows;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch norms' statistics, computed anew, against two passes over all that reaches each of them.
 */
class RecalibrationIT {
  private static final Shape INPUT = new Shape(3, 16, 16);

  /** Of two even batches, as they are normalised one by one. */
  private static final Rows ROWS = RandomRows.of(INPUT, 4, 100, 7);

  @Test
  void isExactForASequence() {
    Net net = trained(Architecture.build(new Origin.Fresh("vgg-small", INPUT, 4, 5)));
    assertExact(net, 6);
  }

  /** With both ways to keep a variance, a residual, and dropout that is not to be heeded. */
  @Test
  void isExactForAGraph() {
    assertExact(trained(SmallResidual.net(INPUT, 4, 5)), 3);
  }

  @Test
  void nothingElseChanges() {
    Net net = trained(SmallResidual.net(INPUT, 4, 5));
    Net before = net.copy();
    Recalibration.recalibrate(net, ROWS);

    before
        .parameters()
        .forEach(
            (node, parameters) ->
                parameters.forEach(
                    (key, value) -> {
                      boolean statistic = List.of("mean", "var", "log10stdev").contains(key);
                      assertThat(net.layer(node).getParam(key).equals(value))
                          .as("%s of %s", key, node)
                          .isEqualTo(!statistic);
                    }));
    assertThat(net.updater().getStateViewArray()).isEqualTo(before.updater().getStateViewArray());
  }

  @Test
  void aNetworkWithoutBatchNormsStaysAsItIs() {
    Net net = trained(Architecture.build(new Origin.Fresh("lenet", INPUT, 4, 5)));
    byte[] before = ModelFile.checkpoint(net);
    Recalibration.recalibrate(net, ROWS);

    assertThat(ModelFile.checkpoint(net)).isEqualTo(before);
  }

  private static void assertExact(Net net, int batchNorms) {
    Map<String, List<List<Double>>> reaching = reaching(net);
    assertThat(reaching).hasSize(batchNorms);

    Recalibration.recalibrate(net, ROWS);

    reaching.forEach(
        (node, channels) -> {
          for (int channel = 0; channel < channels.size(); channel++) {
            double mean = mean(channels.get(channel));
            double variance = variance(channels.get(channel), mean);
            assertThat(net.layer(node).getParam("mean").getDouble(channel))
                .isCloseTo(mean, within(1e-5 * Math.sqrt(variance) + 1e-7));
            assertThat(variance(net.layer(node), channel))
                .isCloseTo(variance, within(1e-5 * variance + 1e-12));
          }
        });
  }

  /** All values that reach each batch norm, by channel. */
  private static Map<String, List<List<Double>>> reaching(Net net) {
    Net still = net.withoutDropout();
    Map<String, List<List<Double>>> all = new LinkedHashMap<>();
    RowBatches batches = RowBatches.inOrder(ROWS, 50, net.inputFormat());
    while (batches.hasNext()) {
      still.passAsInTraining(batches.next().getFeatures());
      for (Node node : net.topology().nodes()) {
        if (still.layer(node.name()) instanceof BatchNormalization batchNorm) {
          add(batchNorm.input(), all.computeIfAbsent(node.name(), name -> new ArrayList<>()));
        }
      }
    }
    return all;
  }

  private static void add(INDArray input, List<List<Double>> channels) {
    for (int channel = 0; channel < input.size(1); channel++) {
      if (channels.size() == channel) {
        channels.add(new ArrayList<>());
      }
      for (double value : input.slice(channel, 1).dup('c').data().asDouble()) {
        channels.get(channel).add(value);
      }
    }
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
  }

  private static double variance(List<Double> values, double mean) {
    return values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum()
        / values.size();
  }

  private static double variance(Layer batchNorm, int channel) {
    return batchNorm.paramTable().containsKey("var")
        ? batchNorm.getParam("var").getDouble(channel)
        : Math.pow(10, 2 * batchNorm.getParam("log10stdev").getDouble(channel));
  }

  private static Net trained(Net net) {
    Network network = NetworkReader.read(net, InputShape.like(net, INPUT));
    Fit fit = new Fit(0.01, 16, 3, false);
    Trainer.fit(net, network, fit, RandomRows.of(INPUT, 4, 48, 1), () -> false);
    return net;
  }
}
