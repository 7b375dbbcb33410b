package org.espalier.engine.evidence;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.espalier.criterion.Activations;
import org.espalier.criterion.Evidence;
import org.espalier.criterion.Matrix;
import org.espalier.criterion.Units;
import org.espalier.engine.net.FlatIndex;
import org.espalier.engine.net.Floats;
import org.espalier.engine.net.Net;
import org.espalier.engine.surgery.UnitLayout;
import org.espalier.network.ChannelGroup;
import org.espalier.network.FeatureMap;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Slice;

/** Tells of a pool's units what a criterion asks for, and gathers it where it has to. */
public final class EvidenceSource {
  private static final Set<Evidence> FROM_DATA =
      Set.of(
          Evidence.GRADIENTS,
          Evidence.SQUARED_GRADIENTS,
          Evidence.GATES,
          Evidence.ACTIVATIONS,
          Evidence.INPUTS);

  private final Net net;
  private final Network network;
  private final Map<String, UnitLayout> layouts;
  private final Map<String, Integer> firstUnits = new LinkedHashMap<>();
  private final Calibration calibration;
  private final double[] flow;
  private final FloatBuffer weights;
  private double[] inputNorms;

  private EvidenceSource(
      Net net,
      Network network,
      Map<String, UnitLayout> layouts,
      Calibration calibration,
      double[] flow) {
    this.net = net;
    this.network = network;
    this.layouts = layouts;
    this.calibration = calibration;
    this.flow = flow;
    this.weights = Floats.of(net.flat());
    int first = 0;
    for (Map.Entry<String, UnitLayout> layout : layouts.entrySet()) {
      firstUnits.put(layout.getKey(), first);
      first += layout.getValue().count();
    }
  }

  /**
   * Brings together what is asked for.
   *
   * @param layouts where the units of each pool lie
   * @param calibration what data tells; null where nothing is asked of it
   * @throws IllegalArgumentException where the network does not have what is asked for
   */
  public static EvidenceSource of(
      Net net,
      Network network,
      Map<String, UnitLayout> layouts,
      Set<Evidence> needs,
      Calibration calibration) {
    double[] flow = needs.contains(Evidence.FLOW) ? SynapticFlow.of(net, network) : null;
    return new EvidenceSource(net, network, layouts, calibration, flow);
  }

  /** Whether any of it comes from calibration rows. */
  public static boolean needsData(Set<Evidence> needs) {
    return needs.stream().anyMatch(FROM_DATA::contains);
  }

  /** The units of a pool, with all that was asked for. */
  public Units units(String pool, Set<Evidence> needs) {
    UnitLayout layout = layouts.get(pool);
    Units units = Units.of(layout.matrix(weights), layout.outputs());
    for (Evidence kind : needs) {
      units = with(kind, units, pool, layout);
    }
    return units;
  }

  private Units with(Evidence kind, Units units, String pool, UnitLayout layout) {
    return switch (kind) {
      case GRADIENTS -> units.withGradients(layout.matrix(calibration::gradient));
      case SQUARED_GRADIENTS -> units.withSquaredGradients(layout.matrix(calibration::square));
      case GATES -> units.withGates(calibration.gates(layout, firstUnits.get(pool)));
      case ACTIVATIONS -> units.withActivations(activations(network.channelGroup(pool)));
      case SCALES -> units.withScales(scales(network.channelGroup(pool)));
      case INPUTS -> units.withInputNorms(layout.matrix(this::inputNorm));
      case FLOW -> units.withFlow(layout.matrix(position -> flow[position]));
    };
  }

  private Activations activations(ChannelGroup group) {
    double[] means = overMaps(group, ChannelActivations::mean);
    double[] zeros = overMaps(group, ChannelActivations::zeroShare);
    double[] taylors = overMaps(group, ChannelActivations::taylor);
    int places = group.maps().stream().mapToInt(FeatureMap::block).sum();
    return new Activations(
        means, Arrays.stream(zeros).map(share -> share / places).toArray(), taylors);
  }

  /** The sum over all places where a channel is seen. */
  private double[] overMaps(
      ChannelGroup group, ToDoubleBiFunction<ChannelActivations, Integer> value) {
    double[] sums = new double[group.channels()];
    for (FeatureMap map : group.maps()) {
      ChannelActivations activations = calibration.activations(map.layer());
      for (int channel = 0; channel < sums.length; channel++) {
        for (int i = 0; i < map.block(); i++) {
          sums[channel] += value.applyAsDouble(activations, map.position(channel, i));
        }
      }
    }
    return sums;
  }

  private Matrix scales(ChannelGroup group) {
    List<Slice> scales = group.scales();
    if (scales.isEmpty()) {
      throw new IllegalArgumentException(
          "the channels of %s go through no batch norm, so they have no scale; leave %s alone, or take another criterion"
              .formatted(group.name(), group.name()));
    }
    int columns = scales.stream().mapToInt(Slice::block).sum();
    float[] values = new float[group.channels() * columns];
    int next = 0;
    for (int channel = 0; channel < group.channels(); channel++) {
      for (Slice slice : scales) {
        for (int i = 0; i < slice.block(); i++) {
          values[next++] =
              net.parameter(slice.parameter().name()).getFloat(slice.entry(channel, i));
        }
      }
    }
    return new Matrix(group.channels(), columns, values);
  }

  private double inputNorm(int position) {
    if (inputNorms == null) {
      inputNorms = new double[(int) net.flat().length()];
      network.layers().forEach(this::noteInputNorms);
    }
    return inputNorms[position];
  }

  /** Writes down for each weight of a layer how large the input channel is that it reads. */
  private void noteInputNorms(Layer layer) {
    for (Parameter parameter : layer.parameters()) {
      if (parameter.weight() && parameter.inputAxis() != Parameter.NONE) {
        int axis = parameter.inputAxis();
        int block = parameter.shape().get(axis) / layer.in().channels();
        FlatIndex index = new FlatIndex(net.parameter(parameter.name()), net.flat());
        for (int entry = 0; entry < parameter.shape().get(axis); entry++) {
          double norm = calibration.inputNorm(layer.name(), entry / block);
          index.forEach(Map.of(axis, new int[] {entry}), at -> inputNorms[at] = norm);
        }
      }
    }
  }
}
