package org.espalier.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.criterion.Criterion;
import org.espalier.criterion.Evidence;
import org.espalier.criterion.Matrix;
import org.espalier.criterion.Units;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Slice;
import org.espalier.plan.Granularity;
import org.espalier.plan.ScoredPool;
import org.espalier.plan.Selection;
import org.espalier.plan.WeightUnits;
import org.espalier.schedule.Pool;
import org.espalier.sweep.Prune;

/** Ranks a model's units and removes the least important: evidence, scores, selection, removal. */
final class Pruner {
  private Pruner() {}

  /** A new model from which the units are gone: channels are cut out, weights are zero. */
  static Net prune(Net net, Network network, Prune prune) {
    Map<String, BitSet> kept = select(net, network, prune);
    if (prune.granularity().cuts()) {
      return Surgery.cut(net, network, kept);
    }
    return masked(net, Mask.ofWeights(net, kept));
  }

  /** A new model of the same shape, in which the same units are zero. */
  static Net pruneKeepingShape(Net net, Network network, Prune prune) {
    Map<String, BitSet> kept = select(net, network, prune);
    Mask mask =
        prune.granularity().cuts()
            ? Mask.ofChannels(net, network, kept)
            : Mask.ofWeights(net, kept);
    return masked(net, mask);
  }

  private static Net masked(Net net, Mask mask) {
    Net pruned = net.copy();
    mask.apply(pruned);
    return pruned;
  }

  private static Map<String, BitSet> select(Net net, Network network, Prune prune) {
    List<ScoredPool> scored = new ArrayList<>();
    for (Pool pool : prune.pools()) {
      scored.add(
          switch (prune.granularity()) {
            case CHANNEL -> scoreChannels(net, network, pool, prune);
            case WEIGHT -> scoreWeights(net, pool, prune);
            case KERNEL -> scoreKernels(net, weights(network, pool), pool, prune);
            case TWO_OF_FOUR, ONE_OF_FOUR ->
                scoreWeights(net, pool, prune).inBlocks(WeightUnits.blocks(weights(network, pool)));
          });
    }
    Map<String, BitSet> kept = Selection.kept(scored, prune.sparsity(), prune.ranking());
    return prune.granularity() == Granularity.KERNEL ? weightsOfKernels(network, kept) : kept;
  }

  private static ScoredPool scoreChannels(Net net, Network network, Pool pool, Prune prune) {
    ChannelGroup group = groups(network).get(pool.name());
    return new ScoredPool(pool, scores(prune, pool, Units.ofChannels(filters(net, group))));
  }

  /** The channels' filters, a row each, one layer's beside the other's. */
  static Matrix filters(Net net, ChannelGroup group) {
    List<FlatIndex> arrays =
        group.filters().stream()
            .map(slice -> new FlatIndex(net.parameter(slice.parameter().name()), net.flat()))
            .toList();
    float[] flat = net.flat().data().asFloat();
    float[] values = null;
    int[] next = {0};
    for (int channel = 0; channel < group.channels(); channel++) {
      for (int i = 0; i < arrays.size(); i++) {
        Slice slice = group.filters().get(i);
        int[] entries = slice.entries(channel).stream().mapToInt(Integer::intValue).toArray();
        Map<Integer, int[]> chosen = Map.of(slice.axis(), entries);
        if (values == null) {
          values = new float[group.channels() * columns(arrays, group)];
        }
        float[] target = values;
        arrays.get(i).forEach(chosen, position -> target[next[0]++] = flat[position]);
      }
    }
    return new Matrix(group.channels(), values.length / group.channels(), values);
  }

  private static int columns(List<FlatIndex> arrays, ChannelGroup group) {
    int columns = 0;
    for (int i = 0; i < arrays.size(); i++) {
      Slice slice = group.filters().get(i);
      columns += arrays.get(i).size(Map.of(slice.axis(), new int[slice.block()]));
    }
    return columns;
  }

  private static ScoredPool scoreWeights(Net net, Pool pool, Prune prune) {
    float[] values = net.parameter(pool.name()).dup('c').data().asFloat();
    double[] scores =
        scores(prune, pool, Units.of(Matrix.ofSingles(values), new int[values.length]));
    for (int i = 0; i < values.length; i++) {
      if (values[i] == 0) {
        scores[i] = ScoredPool.GONE;
      }
    }
    return new ScoredPool(pool, scores);
  }

  private static ScoredPool scoreKernels(Net net, Parameter weights, Pool pool, Prune prune) {
    Matrix kernels = kernels(net, weights);
    double[] scores = scores(prune, pool, Units.of(kernels, new int[kernels.rows()]));
    for (int kernel = 0; kernel < scores.length; kernel++) {
      if (isZero(kernels, kernel)) {
        scores[kernel] = ScoredPool.GONE;
      }
    }
    return new ScoredPool(pool, scores);
  }

  /** The kernels of a convolution, a row each. */
  private static Matrix kernels(Net net, Parameter weights) {
    float[] values = net.parameter(weights.name()).dup('c').data().asFloat();
    int[] kernelOfWeights = WeightUnits.kernelOfWeights(weights);
    int count = Math.toIntExact(WeightUnits.kernels(weights));
    int size = values.length / count;
    float[] rows = new float[values.length];
    int[] filled = new int[count];
    for (int weight = 0; weight < values.length; weight++) {
      int kernel = kernelOfWeights[weight];
      rows[kernel * size + filled[kernel]++] = values[weight];
    }
    return new Matrix(count, size, rows);
  }

  private static boolean isZero(Matrix units, int row) {
    return IntStream.range(0, units.columns()).allMatch(column -> units.at(row, column) == 0);
  }

  private static Map<String, BitSet> weightsOfKernels(Network network, Map<String, BitSet> kept) {
    Map<String, BitSet> weights = new HashMap<>();
    for (Parameter parameter : network.weights()) {
      BitSet kernels = kept.get(parameter.name());
      if (kernels != null) {
        int[] kernelOfWeights = WeightUnits.kernelOfWeights(parameter);
        BitSet staying = new BitSet(kernelOfWeights.length);
        IntStream.range(0, kernelOfWeights.length)
            .filter(weight -> kernels.get(kernelOfWeights[weight]))
            .forEach(staying::set);
        weights.put(parameter.name(), staying);
      }
    }
    return weights;
  }

  private static Parameter weights(Network network, Pool pool) {
    return network.weights().stream()
        .filter(weights -> weights.name().equals(pool.name()))
        .findFirst()
        .orElseThrow();
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

  private static Map<String, ChannelGroup> groups(Network network) {
    return network.channelGroups().stream()
        .collect(Collectors.toMap(ChannelGroup::name, Function.identity()));
  }
}
