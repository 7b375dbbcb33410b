package org.espalier.sweep;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.WeightUnits;
import org.espalier.schedule.Pool;
import org.espalier.sweep.spec.Nearest;

/** What can be pruned in a network, as pools of units that are ranked. */
public final class Pools {
  private static final int REASONS_TOLD = 3;

  private final Network network;
  private final Guards guards;

  private Pools(Network network, Guards guards) {
    this.network = network;
    this.guards = guards;
  }

  /**
   * The pools of a granularity, in network order.
   *
   * @throws IllegalArgumentException where a name that is to be left alone is nobody's, or nothing
   *     is left to prune; the message says why
   */
  public static List<Pool> of(Network network, Granularity granularity, Guards guards) {
    Pools pools = new Pools(network, guards);
    guards.leave().forEach(pools::checkThatSomeoneIsCalled);
    List<Pool> found = granularity.cuts() ? pools.channels() : pools.weights(granularity);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "the network has nothing to prune by %s: %s"
              .formatted(granularity.label(), pools.whyNothing(granularity)));
    }
    return found;
  }

  private List<Pool> channels() {
    return network.channelGroups().stream()
        .filter(group -> !isLeft(group))
        .map(
            group ->
                new Pool(
                    group.name(),
                    group.channels(),
                    group.kind(),
                    group.macsPerChannel(),
                    Math.min(Math.max(guards.floor(), group.least()), group.channels()),
                    guards.roundTo()))
        .toList();
  }

  private List<Pool> weights(Granularity granularity) {
    return network.layers().stream()
        .filter(layer -> !guards.leaves(layer.name()))
        .flatMap(
            layer ->
                layer.parameters().stream()
                    .filter(parameter -> parameter.weight() && hasUnits(parameter, granularity))
                    .map(parameter -> pool(layer, parameter, granularity)))
        .toList();
  }

  private static boolean hasUnits(Parameter weights, Granularity granularity) {
    return switch (granularity) {
      case KERNEL -> WeightUnits.hasKernels(weights);
      case TWO_OF_FOUR, ONE_OF_FOUR -> WeightUnits.hasBlocks(weights);
      case WEIGHT, CHANNEL -> true;
    };
  }

  private static Pool pool(Layer layer, Parameter weights, Granularity granularity) {
    long units = granularity == Granularity.KERNEL ? WeightUnits.kernels(weights) : weights.size();
    return new Pool(
        weights.name(), units, kind(layer, weights), (double) weights.macs() / units, 0, 1);
  }

  /** Weights are alike where their layers are of one type and their kernels of one size. */
  private static String kind(Layer layer, Parameter weights) {
    return WeightUnits.hasKernels(weights)
        ? layer.type() + " of " + weights.size() / WeightUnits.kernels(weights)
        : layer.type();
  }

  /** A layer that is left alone keeps its inputs too, and so all that flows into it. */
  private boolean isLeft(ChannelGroup group) {
    return guards.leaves(group.name()) || owners(group).anyMatch(guards::leaves);
  }

  private Stream<String> owners(ChannelGroup group) {
    Map<String, String> layerOfParameter =
        network.layers().stream()
            .flatMap(layer -> layer.parameters().stream().map(p -> Map.entry(p.name(), layer)))
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().name()));
    return group.slices().stream().map(slice -> layerOfParameter.get(slice.parameter().name()));
  }

  private void checkThatSomeoneIsCalled(String pattern) {
    Set<String> names = new LinkedHashSet<>();
    network.layers().forEach(layer -> names.add(layer.name()));
    network.channelGroups().forEach(group -> names.add(group.name()));
    if (names.stream().noneMatch(name -> Guards.matches(pattern, name))) {
      throw new IllegalArgumentException(
          "no layer is called \"%s\", which is to be left alone%s"
              .formatted(pattern, Nearest.hint(pattern, names)));
    }
  }

  private String whyNothing(Granularity granularity) {
    boolean left = !guards.leave().isEmpty() && !isEmpty(granularity, Guards.NONE);
    if (left) {
      return "all that could be is left alone, as " + String.join(", ", guards.leave()) + " say";
    }
    return switch (granularity) {
      case CHANNEL -> whyNoChannels();
      case WEIGHT -> "no layer has a weight matrix";
      case KERNEL -> "no convolution has kernels larger than 1x1";
      case TWO_OF_FOUR, ONE_OF_FOUR ->
          "no weight matrix has a multiple of %d inputs".formatted(Granularity.BLOCK);
    };
  }

  private boolean isEmpty(Granularity granularity, Guards others) {
    Pools pools = new Pools(network, others);
    return (granularity.cuts() ? pools.channels() : pools.weights(granularity)).isEmpty();
  }

  private String whyNoChannels() {
    Map<String, String> fixed = network.fixedChannels();
    if (fixed.isEmpty()) {
      return "no layer makes channels";
    }
    String reasons =
        fixed.entrySet().stream()
            .limit(REASONS_TOLD)
            .map(reason -> "%s: %s".formatted(reason.getKey(), reason.getValue()))
            .collect(Collectors.joining("; "));
    int more = fixed.size() - REASONS_TOLD;
    return more > 0 ? "%s; and %d more layers".formatted(reasons, more) : reasons;
  }
}
