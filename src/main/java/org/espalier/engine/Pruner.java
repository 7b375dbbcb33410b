package org.espalier.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.espalier.criterion.Evidence;
import org.espalier.criterion.Units;
import org.espalier.engine.evidence.Calibration;
import org.espalier.engine.evidence.CalibrationCache;
import org.espalier.engine.evidence.CalibrationRows;
import org.espalier.engine.evidence.EvidenceSource;
import org.espalier.engine.net.Net;
import org.espalier.engine.surgery.Mask;
import org.espalier.engine.surgery.Surgery;
import org.espalier.engine.surgery.UnitLayout;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.plan.ScoredPool;
import org.espalier.plan.Selection;
import org.espalier.plan.WeightUnits;
import org.espalier.schedule.Pool;
import org.espalier.sweep.Phase;
import org.espalier.sweep.Prune;
import org.nd4j.linalg.factory.Nd4j;

/** Ranks a model's units and removes the least important: evidence, scores, selection, removal. */
final class Pruner {
  private static final CalibrationCache CALIBRATIONS = new CalibrationCache();

  private final Net net;
  private final Network network;
  private final Prune prune;
  private final Map<String, UnitLayout> layouts = new LinkedHashMap<>();

  private Pruner(Net net, Network network, Prune prune) {
    this.net = net;
    this.network = network;
    this.prune = prune;
    prune.pools().forEach(pool -> layouts.put(pool.name(), layout(pool)));
  }

  /**
   * A new model from which the units are gone: channels are cut out, weights are zero.
   *
   * @param rows that criteria may calibrate with; null for none
   */
  static Net prune(Net net, Network network, Prune prune, CalibrationRows rows) {
    return prune(net, network, prune, rows, new Stopwatch());
  }

  /** The same, timed. */
  static Net prune(Net net, Network network, Prune prune, CalibrationRows rows, Stopwatch watch) {
    Pruner pruner = watch.during(Phase.RANKING, () -> new Pruner(net, network, prune));
    Map<String, BitSet> kept = watch.during(Phase.RANKING, () -> pruner.select(rows));
    return watch.during(Phase.REMOVING, () -> pruner.without(kept));
  }

  private Net without(Map<String, BitSet> kept) {
    return prune.granularity().cuts()
        ? Surgery.cut(net, network, kept)
        : masked(net, Mask.ofUnits(net, layouts, kept));
  }

  /** A new model of the same shape, in which the same units are zero. */
  static Net pruneKeepingShape(Net net, Network network, Prune prune, CalibrationRows rows) {
    Pruner pruner = new Pruner(net, network, prune);
    Map<String, BitSet> kept = pruner.select(rows);
    Mask mask =
        prune.granularity().cuts()
            ? Mask.ofChannels(net, network, kept)
            : Mask.ofUnits(net, pruner.layouts, kept);
    return masked(net, mask);
  }

  private static Net masked(Net net, Mask mask) {
    Net pruned = net.copy();
    mask.apply(pruned);
    return pruned;
  }

  private UnitLayout layout(Pool pool) {
    return switch (prune.granularity()) {
      case CHANNEL -> UnitLayout.ofChannels(net, network.channelGroup(pool.name()));
      case KERNEL -> UnitLayout.ofKernels(net, parameter(pool.name()));
      case WEIGHT, TWO_OF_FOUR, ONE_OF_FOUR -> UnitLayout.ofWeights(net, parameter(pool.name()));
    };
  }

  private Map<String, BitSet> select(CalibrationRows rows) {
    checkFinite();
    Set<Evidence> needs = prune.criterion().needs();
    EvidenceSource evidence = evidence(needs, rows);
    List<ScoredPool> scored = new ArrayList<>();
    for (Pool pool : prune.pools()) {
      scored.add(score(pool, evidence.units(pool.name(), needs)));
    }
    return Selection.kept(scored, prune.sparsity(), prune.ranking());
  }

  private EvidenceSource evidence(Set<Evidence> needs, CalibrationRows rows) {
    try {
      Calibration calibration =
          EvidenceSource.needsData(needs)
              ? CALIBRATIONS.get(key(rows, needs), () -> gather(rows, needs))
              : null;
      return EvidenceSource.of(net, network, layouts, needs, calibration);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(prune.criterion().name() + ": " + e.getMessage(), e);
    }
  }

  private Calibration gather(CalibrationRows rows, Set<Evidence> needs) {
    if (rows == null) {
      throw new IllegalArgumentException("it needs data to calibrate with, and there is none");
    }
    return Calibration.on(net, network, rows.rows(), List.copyOf(layouts.values()), needs);
  }

  private String key(CalibrationRows rows, Set<Evidence> needs) {
    return rows == null || rows.name() == null
        ? null
        : String.join(
            " ",
            rows.name(),
            prune.granularity().label(),
            layouts.keySet().toString(),
            new TreeSet<>(needs).toString());
  }

  /** What is gone already has no score; what is left is normalised among itself. */
  private ScoredPool score(Pool pool, Units units) {
    double[] scores = prune.criterion().scores(units, stream(pool));
    int[] alive = alive(units);
    double[] normalized =
        prune
            .normalizer()
            .normalize(
                Arrays.stream(alive).mapToDouble(unit -> scores[unit]).toArray(),
                relativeMacs(pool));
    Arrays.fill(scores, ScoredPool.GONE);
    for (int i = 0; i < alive.length; i++) {
      scores[alive[i]] = normalized[i];
    }
    ScoredPool scored = new ScoredPool(pool, scores);
    return prune.granularity().blocks()
        ? scored.inBlocks(WeightUnits.blocks(parameter(pool.name())))
        : scored;
  }

  /** What a unit costs, as a multiple of what the mean unit of all pools costs. */
  private double relativeMacs(Pool pool) {
    double macs = prune.pools().stream().mapToDouble(Pool::macs).sum();
    long units = prune.pools().stream().mapToLong(Pool::size).sum();
    return macs == 0 ? 1 : pool.macsPerUnit() * units / macs;
  }

  /** A unit that was zeroed before is gone; a channel that is there is alive, whatever it holds. */
  private int[] alive(Units units) {
    boolean channels = prune.granularity().cuts();
    return IntStream.range(0, units.count())
        .filter(unit -> channels || !isZero(units, unit))
        .toArray();
  }

  private static boolean isZero(Units units, int unit) {
    for (int i = 0; i < units.weights().columns(); i++) {
      if (units.weights().at(unit, i) != 0) {
        return false;
      }
    }
    return true;
  }

  private void checkFinite() {
    if (Double.isFinite(Nd4j.getBlasWrapper().asum(net.flat()))) {
      return;
    }
    for (Parameter parameter : network.parameters()) {
      if (!Double.isFinite(net.parameter(parameter.name()).sumNumber().doubleValue())) {
        throw new IllegalArgumentException(
            "%s has values that are not finite (NaN or infinite); the model cannot be ranked"
                .formatted(parameter.name()));
      }
    }
  }

  /**
   * A stream of its own for each pool, so that no pool's draws depend on which others there are.
   */
  private RandomGenerator stream(Pool pool) {
    return RandomGeneratorFactory.of("L64X128MixRandom")
        .create(prune.seed() * 31 + pool.name().hashCode());
  }

  private Parameter parameter(String name) {
    return network.weights().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
