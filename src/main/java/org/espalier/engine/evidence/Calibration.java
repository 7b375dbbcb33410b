package org.espalier.engine.evidence;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.espalier.criterion.Evidence;
import org.espalier.engine.compiled.Differentiating;
import org.espalier.engine.feed.RowBatches;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.net.Node;
import org.espalier.engine.net.OffHeap;
import org.espalier.engine.net.Topology;
import org.espalier.engine.net.Types;
import org.espalier.engine.surgery.UnitLayout;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Layer;
import org.espalier.network.Layout;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.sweep.Rows;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * What calibration rows tell of a network, gathered in one pass as far as it is asked for: the
 * gradients of weights, what the channels answer, and how large the inputs of each layer are. Each
 * row is looked at by itself, in inference. Where nothing but gradients is asked for, a compiled
 * network gives them; where layers have to be watched at work, rows go through DL4J one by one.
 */
public final class Calibration {
  /** Rows that go through a compiled network at once. */
  public static final int BATCH = 32;

  private final int rows;
  private final GradientSums gradients;
  private final Map<String, ChannelActivations> activations = new LinkedHashMap<>();
  private final Map<String, double[]> inputSquares = new HashMap<>();

  private Calibration(Net net, int rows, List<UnitLayout> layouts, Set<Evidence> needs) {
    this.rows = rows;
    this.gradients =
        new GradientSums(net.flat().data().asFloat(), layouts, needs, watches(needs) ? 1 : BATCH);
  }

  /** Whether layers have to be seen at work, row by row. */
  private static boolean watches(Set<Evidence> needs) {
    return needs.contains(Evidence.ACTIVATIONS) || needs.contains(Evidence.INPUTS);
  }

  /**
   * Runs all rows.
   *
   * @param layouts where units lie whose gates are prunable
   * @param needs what will be asked for; what else there is may be missing
   * @throws IllegalArgumentException where the network has no cost to take gradients of, or the
   *     rows do not fit it
   */
  public static Calibration on(
      Net net, Network network, Rows rows, List<UnitLayout> layouts, Set<Evidence> needs) {
    checkHasCost(net);
    Calibration calibration = new Calibration(net, rows.count(), layouts, needs);
    Optional<Differentiating> compiled =
        watches(needs)
            ? Optional.empty()
            : differentiating(net.withoutDropout(), calibration.gradients);
    try (Differentiating differentiating = compiled.orElse(null)) {
      if (differentiating != null) {
        calibration.pass(
            differentiating,
            RowBatches.inOrder(rows, calibration.gradients.batch(), net.inputFormat()));
      } else {
        calibration.watch(net, network, RowBatches.inOrder(rows, 1, net.inputFormat()));
      }
    }
    return calibration;
  }

  private static Optional<Differentiating> differentiating(Net net, GradientSums gradients) {
    return gradients
        .gatesAlone()
        .flatMap(gates -> Differentiating.ofGates(net, gates))
        .or(() -> Differentiating.ofWeights(net, gradients));
  }

  private void pass(Differentiating differentiating, RowBatches batches) {
    while (batches.hasNext()) {
      DataSet some = batches.next();
      differentiating.pass(some.getFeatures(), some.getLabels());
      OffHeap.free(some.getFeatures(), some.getLabels());
      gradients.endBatch();
    }
  }

  private void watch(Net net, Network network, RowBatches single) {
    ObservedGraph graph = ObservedGraph.of(net);
    graph.watch(watches(net, network));
    float[] values = new float[(int) net.flat().length()];
    while (single.hasNext()) {
      DataSet row = single.next();
      graph.gradients(row.getFeatures(), row.getLabels()).get(0, values);
      OffHeap.free(row.getFeatures(), row.getLabels());
      gradients.saw(0, 0, values, 1);
      gradients.endBatch();
    }
  }

  private static void checkHasCost(Net net) {
    Topology topology = net.topology();
    if (topology.inputs().size() != 1 || topology.outputs().size() != 1) {
      throw new IllegalArgumentException(
          "the network has %d inputs and %d outputs; criteria that need data can be used where there is one of each"
              .formatted(topology.inputs().size(), topology.outputs().size()));
    }
    Node last = topology.nodes().get(topology.nodes().size() - 1);
    if (!(last.conf() instanceof BaseOutputLayer)
        && !last.conf().getClass().getSimpleName().endsWith("LossLayer")) {
      throw new IllegalArgumentException(
          "layer %s (%s) has no loss function, so there are no gradients; criteria that need data want an output layer at the end"
              .formatted(last.name(), last.conf().getClass().getSimpleName()));
    }
  }

  private Map<String, LayerWatch> watches(Net net, Network network) {
    Map<String, LayerWatch> watches = new LinkedHashMap<>();
    Map<String, Types> types = NetworkReader.types(net, network.inputs());
    for (Layer layer : network.layers()) {
      if (net.layer(layer.name()) != null) {
        boolean lastIn = Types.layout(types.get(layer.name()).first()) == Layout.CHANNELS_LAST;
        boolean lastOut = Types.layout(types.get(layer.name()).out()) == Layout.CHANNELS_LAST;
        watches.put(layer.name(), watch(layer, lastIn, lastOut, network));
      }
    }
    return watches;
  }

  private LayerWatch watch(Layer layer, boolean lastIn, boolean lastOut, Network network) {
    boolean reads = layer.parameters().stream().anyMatch(Parameter::weight);
    boolean prunable =
        network.channelGroups().stream()
            .map(ChannelGroup::maps)
            .anyMatch(maps -> maps.stream().anyMatch(map -> map.layer().equals(layer.name())));
    double[] sums = new double[layer.in().channels()];
    ChannelActivations here = new ChannelActivations(layer.out().channels());
    if (reads) {
      inputSquares.put(layer.name(), sums);
    }
    if (prunable) {
      activations.put(layer.name(), here);
    }
    return new LayerWatch() {
      @Override
      public void input(INDArray values) {
        if (reads) {
          addSquares(channelsFirst(values, lastIn), sums);
        }
      }

      @Override
      public void output(INDArray values, INDArray gradient) {
        if (prunable) {
          here.add(channelsFirst(values, lastOut), channelsFirst(gradient, lastOut));
        }
      }
    };
  }

  private static void addSquares(float[] values, double[] sums) {
    int area = values.length / sums.length;
    for (int i = 0; i < values.length; i++) {
      sums[i / area] += (double) values[i] * values[i];
    }
  }

  /** The values of one row, channel by channel. */
  private static float[] channelsFirst(INDArray values, boolean last) {
    INDArray ordered = values.rank() == 4 && last ? values.permute(0, 3, 1, 2) : values;
    return ordered.dup('c').data().asFloat();
  }

  /** Mean of ∂C/∂w over the rows, by position in the flat parameters. */
  double gradient(int position) {
    return gradients.gradient(position) / rows;
  }

  /** Mean of (∂C/∂w)² over the rows, by position. */
  double square(int position) {
    return gradients.square(position) / rows;
  }

  /**
   * Mean of (Σ w·∂C/∂w)² over the rows, by unit.
   *
   * @param first number of the layout's first unit, counted through all layouts
   */
  double[] gates(UnitLayout layout, int first) {
    return Arrays.stream(gradients.gates(layout, first)).map(sum -> sum / rows).toArray();
  }

  ChannelActivations activations(String layer) {
    return activations.get(layer);
  }

  /** Euclidean norm over all rows and positions of what a layer reads from an input channel. */
  double inputNorm(String layer, int channel) {
    return Math.sqrt(inputSquares.get(layer)[channel]);
  }
}
