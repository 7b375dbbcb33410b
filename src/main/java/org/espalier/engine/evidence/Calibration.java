package org.espalier.engine.evidence;

import java.nio.FloatBuffer;
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
 * What calibration rows tell of a network, gathered in one pass for all criteria that ask: the
 * gradients of each weight, what the channels answer, and how large the inputs of each layer are;
 * of criteria that ask for nothing but gradients, these alone, which a compiled network gives. Rows
 * go through one by one, in inference, so that what is gathered does not depend on how they are put
 * into batches.
 */
public final class Calibration {
  private final int rows;
  private final double[] gradients;
  private final double[] squares;
  private final double[] gateSquares;
  private final Map<String, ChannelActivations> activations;
  private final Map<String, double[]> inputSquares;

  private Calibration(int rows, int parameters, int units) {
    this.rows = rows;
    this.gradients = new double[parameters];
    this.squares = new double[parameters];
    this.gateSquares = new double[units];
    this.activations = new LinkedHashMap<>();
    this.inputSquares = new HashMap<>();
  }

  /** The gradients of a row, in the order of the flat parameters. */
  @FunctionalInterface
  private interface Gradient {
    FloatBuffer of(INDArray image, INDArray label);
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
    Calibration calibration =
        new Calibration(rows.count(), (int) net.flat().length(), count(layouts));
    int[] unitOf = UnitLayout.unitOfPosition(layouts, (int) net.flat().length());
    Optional<Differentiating> compiled =
        asksForGradientsAlone(needs) ? Differentiating.of(net.withoutDropout()) : Optional.empty();
    try (Differentiating differentiating = compiled.orElse(null)) {
      Gradient gradient =
          differentiating != null
              ? differentiating::gradients
              : calibration.watched(net, network)::gradients;
      calibration.run(RowBatches.inOrder(rows, 1, net.inputFormat()), gradient, net, unitOf);
    }
    return calibration;
  }

  /** Whether no layer has to be watched at work. */
  public static boolean asksForGradientsAlone(Set<Evidence> needs) {
    return !needs.contains(Evidence.ACTIVATIONS) && !needs.contains(Evidence.INPUTS);
  }

  private ObservedGraph watched(Net net, Network network) {
    ObservedGraph graph = ObservedGraph.of(net);
    graph.watch(watches(net, network));
    return graph;
  }

  private void run(RowBatches single, Gradient gradient, Net net, int[] unitOf) {
    float[] weights = net.flat().data().asFloat();
    float[] values = new float[weights.length];
    double[] gates = new double[gateSquares.length];
    while (single.hasNext()) {
      DataSet row = single.next();
      gradient.of(row.getFeatures(), row.getLabels()).get(0, values);
      OffHeap.free(row.getFeatures(), row.getLabels());
      add(values, weights, unitOf, gates);
    }
  }

  private static int count(List<UnitLayout> layouts) {
    return layouts.stream().mapToInt(UnitLayout::count).sum();
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

  private void add(float[] gradient, float[] weights, int[] unitOf, double[] gates) {
    Arrays.fill(gates, 0);
    for (int i = 0; i < gradient.length; i++) {
      double g = gradient[i];
      gradients[i] += g;
      squares[i] += g * g;
      int unit = unitOf[i];
      if (unit >= 0) {
        gates[unit] += g * weights[i];
      }
    }
    for (int unit = 0; unit < gates.length; unit++) {
      gateSquares[unit] += gates[unit] * gates[unit];
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
    return gradients[position] / rows;
  }

  /** Mean of (∂C/∂w)² over the rows, by position. */
  double square(int position) {
    return squares[position] / rows;
  }

  /** Mean of (Σ w·∂C/∂w)² over the rows, by unit, counted through all layouts. */
  double gateSquare(int unit) {
    return gateSquares[unit] / rows;
  }

  ChannelActivations activations(String layer) {
    return activations.get(layer);
  }

  /** Euclidean norm over all rows and positions of what a layer reads from an input channel. */
  double inputNorm(String layer, int channel) {
    return Math.sqrt(inputSquares.get(layer)[channel]);
  }
}
