package org.espalier.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.Evidence;
import org.espalier.criterion.Matrix;
import org.espalier.criterion.Units;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.plan.Granularity;
import org.espalier.plan.ScoredPool;
import org.espalier.plan.Selection;
import org.espalier.schedule.Pool;
import org.espalier.sweep.Prune;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Ranks a model's units and removes the least important: evidence, scores, selection, removal. */
final class Pruner {
  private Pruner() {}

  /** A new model from which the units are gone: channels are cut out, weights are zero. */
  static MultiLayerNetwork prune(MultiLayerNetwork model, Network network, Prune prune) {
    Map<String, BitSet> kept = select(model, network, prune);
    if (prune.granularity() == Granularity.CHANNEL) {
      return Surgery.cut(model, network, kept);
    }
    return masked(model, Mask.ofWeights(model, kept));
  }

  /** A new model of the same shape, in which the same units are zero. */
  static MultiLayerNetwork pruneKeepingShape(
      MultiLayerNetwork model, Network network, Prune prune) {
    Map<String, BitSet> kept = select(model, network, prune);
    Mask mask =
        prune.granularity() == Granularity.CHANNEL
            ? Mask.ofChannels(model, network, kept)
            : Mask.ofWeights(model, kept);
    return masked(model, mask);
  }

  private static MultiLayerNetwork masked(MultiLayerNetwork model, Mask mask) {
    MultiLayerNetwork pruned = model.clone();
    mask.apply(pruned);
    return pruned;
  }

  private static Map<String, BitSet> select(MultiLayerNetwork model, Network network, Prune prune) {
    List<ScoredPool> scored = new ArrayList<>();
    for (Pool pool : prune.pools()) {
      scored.add(
          prune.granularity() == Granularity.CHANNEL
              ? scoreChannels(model, network, pool, prune)
              : scoreWeights(model, pool, prune));
    }
    return Selection.kept(scored, prune.sparsity(), prune.ranking());
  }

  private static ScoredPool scoreChannels(
      MultiLayerNetwork model, Network network, Pool pool, Prune prune) {
    ChannelGroup group = groups(network).get(pool.name());
    Parameter filters = group.filters();
    INDArray byChannel = channelsFirst(model.getParam(filters.name()), filters.outputAxis());
    int size = (int) (byChannel.length() / group.channels());
    Matrix units = new Matrix(group.channels(), size, byChannel.data().asFloat());
    return new ScoredPool(pool, scores(prune, pool, Units.ofChannels(units)), 1);
  }

  private static ScoredPool scoreWeights(MultiLayerNetwork model, Pool pool, Prune prune) {
    float[] values = model.getParam(pool.name()).dup('c').data().asFloat();
    if (prune.criterion().channelsOnly()) {
      throw new IllegalArgumentException(
          "criterion %s ranks channels, not single weights".formatted(prune.criterion().name()));
    }
    double[] scores =
        scores(prune, pool, Units.of(Matrix.ofSingles(values), new int[values.length]));
    for (int i = 0; i < values.length; i++) {
      if (values[i] == 0) {
        scores[i] = ScoredPool.GONE;
      }
    }
    return new ScoredPool(pool, scores, 0);
  }

  private static double[] scores(Prune prune, Pool pool, Units units) {
    Criterion criterion = prune.criterion();
    if (!criterion.needs().isEmpty()) {
      throw new IllegalArgumentException(
          "criterion %s needs %s, which is not gathered yet; take one that needs weights alone"
              .formatted(
                  criterion.name(),
                  criterion.needs().stream()
                      .map(Evidence::label)
                      .collect(Collectors.joining(", "))));
    }
    return prune.normalizer().normalize(criterion.scores(units, stream(prune, pool)), 1);
  }

  /**
   * A stream of its own for each pool, so that no pool's draws depend on which others there are.
   */
  private static RandomGenerator stream(Prune prune, Pool pool) {
    return RandomGeneratorFactory.of("L64X128MixRandom")
        .create(prune.seed() * 31 + pool.name().hashCode());
  }

  private static INDArray channelsFirst(INDArray filters, int channelAxis) {
    return channelAxis == 0 ? filters.dup('c') : filters.swapAxes(0, channelAxis).dup('c');
  }

  private static Map<String, ChannelGroup> groups(Network network) {
    return network.channelGroups().stream()
        .collect(Collectors.toMap(ChannelGroup::name, Function.identity()));
  }
}
