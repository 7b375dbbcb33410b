package org.espalier.engine.net;

import static org.espalier.network.Parameter.NONE;

import java.util.Map;
import java.util.stream.IntStream;
import org.espalier.network.ChannelFlow;
import org.espalier.network.Parameter;
import org.espalier.network.Remainder;

/**
 * What a type means for channels: a row of {@link NodeTable}.
 *
 * @param of DL4J's class of its configuration
 * @param type as users call it
 * @param flow how channels flow through
 * @param axes which axes of its parameters run over channels, by DL4J's key
 * @param area where each of its weights is multiplied
 * @param rows how many rows of a batch an image becomes
 * @param narrowing how its configuration changes when channels go
 */
public record NodeRow<T>(
    Class<T> of,
    String type,
    Flow<T> flow,
    AxesOf<T> axes,
    Area area,
    Rows<T> rows,
    Narrowing<T> narrowing) {
  /** The last axis of a vector, which DL4J shapes [1, n] when it is new and [n] when restored. */
  static final int LAST = -2;

  /** How channels flow through a node. */
  interface Flow<T> {
    ChannelFlow of(T conf, Types types);
  }

  /** The axes of a node's parameters. */
  interface AxesOf<T> {
    Map<String, Axes> of(T conf, Types types);
  }

  /** The rows that an image is behind a node, of those that it is in each of the node's inputs. */
  interface Rows<T> {
    int outOf(T conf, IntStream in);
  }

  /** Changes the configuration of a node. */
  interface Narrowing<T> {
    public void narrow(T conf, Left left);
  }

  /** The axes of a parameter that run over the output and input channels, and what it is for. */
  record Axes(int output, int input, Parameter.Kind kind) {}

  /** The maps at whose every position each weight is multiplied once. */
  enum Area {
    OUTPUT,
    INPUT,
    NOWHERE
  }

  /** What is left of a node's channels. */
  public record Left(String node, Remainder remainder, Types types) {
    int in() {
      return remainder.into(node);
    }

    int out() {
      return remainder.outOf(node);
    }

    int inOfFirst(int channels) {
      return remainder.into(node, channels);
    }
  }

  /** A row of a type without parameters, whose configuration does not speak of channels. */
  static <T> NodeRow<T> of(Class<T> of, String type, Flow<T> flow) {
    return new NodeRow<>(
        of,
        type,
        flow,
        (conf, types) -> Map.of(),
        Area.NOWHERE,
        (conf, in) -> in.max().orElseThrow(),
        (conf, left) -> {});
  }

  static <T> NodeRow<T> of(Class<T> of, String type, ChannelFlow flow) {
    return of(of, type, (conf, types) -> flow);
  }

  /** A type that is not in the table. */
  static NodeRow<?> unknown(Class<?> of) {
    return of(
        of,
        of.getSimpleName(),
        new ChannelFlow.Fixes(
            "(%s) is of a type whose channels are not known to be separable"
                .formatted(of.getSimpleName())));
  }

  NodeRow<T> with(Map<String, Axes> always, Area where, Narrowing<? super T> change) {
    return with((conf, types) -> always, where, change);
  }

  NodeRow<T> with(AxesOf<T> some, Area where, Narrowing<? super T> change) {
    return new NodeRow<>(of, type, flow, some, where, rows, change::narrow);
  }

  NodeRow<T> narrowedBy(Narrowing<? super T> change) {
    return new NodeRow<>(of, type, flow, axes, area, rows, change::narrow);
  }

  NodeRow<T> rowsBy(Rows<T> other) {
    return new NodeRow<>(of, type, flow, axes, area, other, narrowing);
  }

  ChannelFlow flowOf(Object conf, Types types) {
    return flow.of(of.cast(conf), types);
  }

  /** Whether it says along which axes of a parameter channels run, be it along none. */
  boolean knows(Object conf, Types types, String key) {
    return axes.of(of.cast(conf), types).containsKey(key);
  }

  /** The axes of one parameter; weights of unknown layers may still be zeroed one by one. */
  Axes axesOf(Object conf, Types types, String key) {
    boolean matrix = key.equals("W") || key.equals("RW") || key.equals("pW");
    Axes unknown = new Axes(NONE, NONE, matrix ? Parameter.Kind.WEIGHT : Parameter.Kind.OTHER);
    return axes.of(of.cast(conf), types).getOrDefault(key, unknown);
  }

  int rowsOutOf(Object conf, IntStream in) {
    return rows.outOf(of.cast(conf), in);
  }

  public void narrow(Object conf, Left left) {
    narrowing.narrow(of.cast(conf), left);
  }
}
