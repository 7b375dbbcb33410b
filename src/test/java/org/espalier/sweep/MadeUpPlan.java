package org.espalier.sweep;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.espalier.codec.SweepFile;
import org.espalier.network.ChannelFlow;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.espalier.network.Silence;
import org.espalier.sweep.spec.SweepSpec;

/** Plans of sweeps over a network of three dense layers, a, b and c, that nobody has built. */
public final class MadeUpPlan {
  private static final Network NETWORK =
      new Network(
          Map.of("input", Shape.flat(3)),
          List.of(
              dense("a", "input", 3, 10, null),
              dense("b", "a", 10, 10, null),
              dense("c", "b", 10, 10, null)));

  /** Of each path of {@link #sweepOf}. */
  public static final int ROUNDS = 9;

  private MadeUpPlan() {}

  /** A sweep file of so many paths, none of which shares a round: their seeds differ. */
  public static String sweepOf(int paths) {
    String seeds =
        LongStream.rangeClosed(1, paths).mapToObj(Long::toString).collect(Collectors.joining(", "));
    return """
        run: made-up
        model: {source: lenet, train: {epochs: 1}}
        data: {shards: 1}
        search:
          criterion: [random]
          schedule: [{type: linear, step: 0.1}]
          target: [0.9]
          retrain: [{policy: fine-tune, visits: 1}]
          seed: [%s]
        finalists: {count: 3, epochs: 1}
        """
        .formatted(seeds);
  }

  /** The plan of a sweep file. */
  public static SweepPlan of(String spec, String... overrides) {
    SweepSpec read = SweepFile.read(spec, "sweep.yaml", List.of(overrides));
    return new SweepPlan(
        read,
        NETWORK,
        new Origin.Fresh("lenet", Shape.flat(3), 10, 1),
        "",
        new NoRows(read.data().shards(), Shape.flat(3), 10));
  }

  /**
   * A dense layer.
   *
   * @param fixed why its outputs stay; null where they may go
   */
  static Layer dense(String name, String input, int in, int out, String fixed) {
    Parameter weights =
        new Parameter(name + "_W", List.of(in, out), 1, 0, Parameter.Kind.WEIGHT, (long) in * out);
    return new Layer(
        name,
        "dense",
        List.of(input),
        new ChannelFlow.Makes(),
        Silence.KEEPS,
        false,
        Shape.flat(in),
        Shape.flat(out),
        List.of(weights),
        fixed);
  }
}
