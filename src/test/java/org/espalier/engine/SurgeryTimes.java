package org.espalier.engine;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.zoo.model.ResNet50;
import org.espalier.criterion.L1Norm;
import org.espalier.criterion.NoNormalizer;
import org.espalier.engine.net.GraphNet;
import org.espalier.engine.net.InputShape;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.surgery.Surgery;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.plan.Granularity;
import org.espalier.plan.Guards;
import org.espalier.plan.Ranking;
import org.espalier.sweep.Pools;
import org.espalier.sweep.Prune;

/** What the steps of one removal take, apart from any training. */
public final class SurgeryTimes {
  private static final double NANOS = 1e9;
  private static final Shape IMAGE = new Shape(3, 224, 224);

  private final Net net;

  private SurgeryTimes(Net net) {
    this.net = net;
  }

  /** Of ResNet50 for ImageNet's images and classes, newly initialised. */
  public static SurgeryTimes ofResNet50() {
    int[] image = {IMAGE.channels(), IMAGE.height(), IMAGE.width()};
    return new SurgeryTimes(
        new GraphNet(ResNet50.builder().numClasses(1000).inputShape(image).build().init()));
  }

  /** Seconds that each step takes once. */
  public Map<String, Double> measure() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    long start = System.nanoTime();
    Network network = NetworkReader.read(net, InputShape.like(net, IMAGE));
    start = note(seconds, "read", start);
    Map<String, BitSet> kept = half(network);
    start = note(seconds, "follow", start);
    Surgery.cut(net, network, kept);
    start = note(seconds, "cut", start);
    Pruner.prune(net, network, prune(network), null);
    note(seconds, "rank", start);
    // Pruning ranks, and then cuts as above.
    seconds.merge("rank", -seconds.get("cut"), Double::sum);
    return seconds;
  }

  private static long note(Map<String, Double> seconds, String step, long start) {
    long now = System.nanoTime();
    seconds.put(step, (now - start) / NANOS);
    return now;
  }

  private static Map<String, BitSet> half(Network network) {
    Map<String, BitSet> kept = new HashMap<>();
    for (ChannelGroup group : network.channelGroups()) {
      BitSet channels = new BitSet();
      channels.set(0, Math.max(group.least(), group.channels() / 2));
      kept.put(group.name(), channels);
    }
    return kept;
  }

  private static Prune prune(Network network) {
    return new Prune(
        new L1Norm(),
        new NoNormalizer(),
        Ranking.LOCAL,
        Granularity.CHANNEL,
        Pools.of(network, Granularity.CHANNEL, Guards.NONE),
        0.5,
        0,
        1);
  }
}
