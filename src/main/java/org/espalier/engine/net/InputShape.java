package org.espalier.engine.net;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.espalier.network.Shape;

/**
 * What images a network takes. DL4J's file does not say; where a flatten follows, its size does.
 */
public final class InputShape {
  private static final int LARGEST_SIDE = 1024;

  private final Net net;
  private final Topology topology;

  private InputShape(Net net) {
    this.net = net;
    this.topology = net.topology();
  }

  /**
   * Finds the smallest images that fit.
   *
   * @throws IllegalArgumentException where every size fits, as with global pooling, or none
   */
  public static Map<String, Shape> infer(Net net) {
    return new InputShape(net).infer();
  }

  /** Images of a known shape; further inputs take as many channels as they need, of its size. */
  public static Map<String, Shape> like(Net net, Shape first) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put(net.inputs().get(0), first);
    for (String input : net.inputs().subList(1, net.inputs().size())) {
      int channels = new InputShape(net).channels(input);
      boolean flat = InputFormat.of(net.topology(), input) == InputFormat.FLAT;
      shapes.put(
          input, flat ? Shape.flat(channels) : new Shape(channels, first.height(), first.width()));
    }
    return shapes;
  }

  /** Images of a known shape for each input, in the network's order. */
  public static Map<String, Shape> each(Net net, List<Shape> images) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (int i = 0; i < images.size(); i++) {
      shapes.put(net.inputs().get(i), images.get(i));
    }
    return shapes;
  }

  private Map<String, Shape> infer() {
    String first = topology.inputs().get(0);
    Optional<Shape> told =
        readers(first)
            .filter(FeedForwardToCnnPreProcessor.class::isInstance)
            .map(FeedForwardToCnnPreProcessor.class::cast)
            .map(
                maps ->
                    new Shape(
                        (int) maps.getNumChannels(),
                        (int) maps.getInputHeight(),
                        (int) maps.getInputWidth()))
            .findFirst();
    if (told.isPresent()) {
      return like(net, told.get());
    }
    if (InputFormat.of(topology, first) == InputFormat.FLAT) {
      return like(net, Shape.flat(channels(first)));
    }
    Node flatten = flatten();
    var wanted = (CnnToFeedForwardPreProcessor) flatten.conf();
    return like(
        net,
        new Shape(
            channels(first),
            side(flatten, (int) wanted.getInputHeight(), Shape::height),
            side(flatten, (int) wanted.getInputWidth(), Shape::width)));
  }

  private Stream<Object> readers(String input) {
    return topology.nodes().stream().filter(node -> node.inputs().contains(input)).map(Node::conf);
  }

  /** What the first layer behind an input reads that says how many channels it wants. */
  private int channels(String input) {
    return topology.behind(input).stream()
        .map(Node::conf)
        .filter(FeedForwardLayer.class::isInstance)
        .mapToInt(layer -> (int) ((FeedForwardLayer) layer).getNIn())
        .filter(channels -> channels > 0)
        .findFirst()
        .orElseThrow(
            () -> unknown("no layer behind '%s' says how many channels it reads".formatted(input)));
  }

  private Node flatten() {
    return topology.nodes().stream()
        .filter(
            node ->
                node.conf() instanceof CnnToFeedForwardPreProcessor flatten
                    && flatten.getInputHeight() > 0)
        .findFirst()
        .orElseThrow(() -> unknown("it takes images of any size"));
  }

  private int side(Node flatten, int wanted, ToIntFunction<Shape> side) {
    return IntStream.rangeClosed(1, LARGEST_SIDE)
        .filter(size -> fits(size, flatten, wanted, side))
        .findFirst()
        .orElseThrow(() -> unknown("no size up to " + LARGEST_SIDE + " fits its dense layers"));
  }

  private boolean fits(int size, Node flatten, int wanted, ToIntFunction<Shape> side) {
    Shape square = new Shape(channels(topology.inputs().get(0)), size, size);
    try {
      Optional<InputType> reaching = NetworkReader.typeInto(net, like(net, square), flatten);
      return reaching.map(Types::shape).map(side::applyAsInt).orElse(-1) == wanted;
    } catch (IllegalArgumentException tooSmall) {
      return false;
    }
  }

  private static IllegalArgumentException unknown(String why) {
    return new IllegalArgumentException(
        "the network does not tell the size of its images (%s); say it with --input CxHxW"
            .formatted(why));
  }
}
