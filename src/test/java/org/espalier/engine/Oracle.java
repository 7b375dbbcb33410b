package org.espalier.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.Evidence;
import org.espalier.criterion.L2Normalizer;
import org.espalier.criterion.NoNormalizer;
import org.espalier.criterion.Normalizer;
import org.espalier.engine.evidence.Calibration;
import org.espalier.engine.evidence.EvidenceSource;
import org.espalier.engine.net.InputShape;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.surgery.Mask;
import org.espalier.engine.surgery.UnitLayout;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Network;
import org.espalier.sweep.Rows;

/**
 * What criteria guess, measured: each channel is removed by itself, and its importance is by how
 * much the loss changes (Molchanov et al., "Pruning convolutional neural networks for resource
 * efficient inference", 2017, section 3.1: oracle-abs).
 */
public final class Oracle {
  /**
   * How well a criterion ranks as the oracle does, in Spearman's rank correlation.
   *
   * @param perLayer mean over channel groups, each ranked by itself
   * @param allLayers all channels ranked together, by raw scores
   * @param normalized the same, after each group's scores are divided by their L2 norm
   */
  public record Agreement(double perLayer, double allLayers, double normalized) {}

  private static final long SEED = 1;

  private final Net net;
  private final Network network;
  private final Map<String, UnitLayout> layouts = new LinkedHashMap<>();
  private final Calibration calibration;
  private final Map<String, double[]> changes = new LinkedHashMap<>();

  private Oracle(Net net, Rows rows) {
    this.net = net;
    this.network = NetworkReader.read(net, InputShape.like(net, rows.shape()));
    network
        .channelGroups()
        .forEach(group -> layouts.put(group.name(), UnitLayout.ofChannels(net, group)));
    this.calibration =
        Calibration.on(
            net, network, rows, List.copyOf(layouts.values()), EnumSet.allOf(Evidence.class));
    double loss = loss(net, rows);
    for (ChannelGroup group : network.channelGroups()) {
      double[] change = new double[group.channels()];
      for (int channel = 0; channel < change.length; channel++) {
        change[channel] = Math.abs(loss(without(group, channel), rows) - loss);
      }
      changes.put(group.name(), change);
    }
  }

  private static double loss(Net net, Rows rows) {
    return Scorer.evaluate(net, Stream.of(rows)).loss();
  }

  /** Of a trained model, on rows that criteria calibrate with too. */
  public static Oracle of(byte[] model, Rows rows) {
    return new Oracle(ModelFile.read(model), rows);
  }

  /** How many channels were removed, each by itself. */
  public int channels() {
    return changes.values().stream().mapToInt(change -> change.length).sum();
  }

  /** Empty where the network does not have what the criterion asks for. */
  public Optional<Agreement> agreement(Criterion criterion) {
    Map<String, double[]> scores = new LinkedHashMap<>();
    try {
      EvidenceSource evidence =
          EvidenceSource.of(net, network, layouts, criterion.needs(), calibration);
      for (String group : layouts.keySet()) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + group.hashCode());
        scores.put(group, criterion.scores(evidence.units(group, criterion.needs()), random));
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(
        new Agreement(
            meanOverLayers(scores),
            overAll(scores, new NoNormalizer()),
            overAll(scores, new L2Normalizer())));
  }

  private Net without(ChannelGroup group, int channel) {
    BitSet others = new BitSet();
    others.set(0, group.channels());
    others.clear(channel);
    Net masked = net.copy();
    Mask.ofChannels(net, network, Map.of(group.name(), others)).apply(masked);
    return masked;
  }

  private double meanOverLayers(Map<String, double[]> scores) {
    return scores.keySet().stream()
        .mapToDouble(group -> correlation(scores.get(group), changes.get(group)))
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  private double overAll(Map<String, double[]> scores, Normalizer normalizer) {
    List<double[]> normalized = new ArrayList<>();
    scores.values().forEach(some -> normalized.add(normalizer.normalize(some, 1)));
    return correlation(joined(normalized), joined(List.copyOf(changes.values())));
  }

  private static double[] joined(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  /** Not a number where all scores are equal, or all changes. */
  private static double correlation(double[] scores, double[] changes) {
    return new SpearmansCorrelation().correlation(scores, changes);
  }
}
