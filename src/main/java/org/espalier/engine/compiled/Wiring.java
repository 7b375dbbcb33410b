package org.espalier.engine.compiled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.Node;
import org.espalier.engine.net.Topology;

/**
 * A network's nodes as oneDNN sees them: an activation belongs to the node before it where it can,
 * and flattened maps are maps still, for a layer that weighs all values.
 */
final class Wiring {
  private final Topology topology;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, String> sources = new HashMap<>();
  private final Map<String, Activation> activations = new HashMap<>();
  private final Map<String, Integer> readers = new HashMap<>();

  /** Nodes whose rows are no maps. */
  private final Set<String> lines = new HashSet<>();

  private Wiring(Topology topology) {
    this.topology = topology;
  }

  /** Empty where oneDNN's primitives do not do what one of the nodes does. */
  static Optional<Wiring> of(Net net) {
    Topology topology = net.topology();
    Wiring wiring = new Wiring(topology);
    boolean known =
        topology.inputs().size() == 1
            && KnownNodes.endsInClassifier(topology)
            && topology.nodes().stream()
                .allMatch(
                    node ->
                        KnownNodes.has(node, net.layer(node.name()))
                            && wiring.canHave(node)
                            && wiring.isOfUse(node));
    if (!known) {
      return Optional.empty();
    }
    topology.nodes().forEach(wiring::add);
    wiring.nodes.stream()
        .flatMap(node -> node.inputs().stream())
        .forEach(name -> wiring.readers.merge(wiring.source(name), 1, Integer::sum));
    return Optional.of(wiring);
  }

  /** Whether a node stands where it can be dealt with. */
  private boolean canHave(Node node) {
    boolean weighs = KnownNodes.weighsAll(node);
    boolean onLines = lines.contains(node.inputs().get(0));
    if (weighs || node.conf() instanceof CnnToFeedForwardPreProcessor || onLines) {
      lines.add(node.name());
    }
    boolean onFlattened = node.inputs().stream().anyMatch(this::isFlattened);
    boolean normalisesLines = onLines && node.conf() instanceof BatchNormalization;
    return weighs || !(onFlattened || normalisesLines);
  }

  /** Whether anybody reads what a node says: nothing flows back to one of no use. */
  private boolean isOfUse(Node node) {
    return topology.outputs().contains(node.name())
        || topology.nodes().stream().anyMatch(other -> other.inputs().contains(node.name()));
  }

  private boolean isFlattened(String name) {
    return topology.nodes().stream()
        .anyMatch(
            node ->
                node.name().equals(name) && node.conf() instanceof CnnToFeedForwardPreProcessor);
  }

  private void add(Node node) {
    String source = source(node.inputs().get(0));
    Activation activation = KnownNodes.activation(node);
    if (node.conf() instanceof CnnToFeedForwardPreProcessor) {
      sources.put(node.name(), source);
    } else if (node.conf() instanceof ActivationLayer && joins(node, source, activation)) {
      activations.put(source, activation);
      sources.put(node.name(), source);
    } else {
      nodes.add(node);
      activations.put(node.name(), activation);
    }
  }

  /** Whether an activation can be done with the node before it. */
  private boolean joins(Node node, String source, Activation activation) {
    if (activation.isNone()) {
      return true;
    }
    long readers =
        topology.nodes().stream().filter(other -> other.inputs().contains(source)).count();
    return readers == 1
        && node.inputs().get(0).equals(source)
        && nodes.stream()
            .filter(before -> before.name().equals(source))
            .anyMatch(before -> KnownNodes.endsIn(before, activation))
        && activations.get(source).isNone();
  }

  String input() {
    return topology.inputs().get(0);
  }

  /** Those that are left, each behind all that flow into it. */
  List<Node> nodes() {
    return nodes;
  }

  /** The node whose values another one, or the input, hands on. */
  String source(String name) {
    return sources.getOrDefault(name, name);
  }

  Activation activation(Node node) {
    return activations.get(node.name());
  }

  /** Whether what layers sum up is seen in what they answer, where slopes come back to it. */
  boolean showsSums() {
    return nodes.stream().filter(KnownNodes::weighs).map(this::activation).allMatch(Gating::sees);
  }

  int readers(String name) {
    return readers.getOrDefault(name, 0);
  }
}
