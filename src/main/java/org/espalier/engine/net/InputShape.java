package org.espalier.engine.net;

import static java.util.Collections.disjoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.espalier.network.Shape;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What images a network takes. DL4J's file does not say; the first layer that takes maps of one
 * size alone, such as a flatten, does.
 */
public final class InputShape {
  private static final Logger LOG = LoggerFactory.getLogger(InputShape.class);
  private static final int LARGEST_SIDE = 1024;

  private final Net net;
  private final Topology topology;

  private InputShape(Net net) {
    this.net = net;
    this.topology = net.topology();
    topology.nodes().stream()
        .filter(node -> readsSequences(node.conf()) && !disjoint(node.inputs(), topology.inputs()))
        .findFirst()
        .ifPresent(
            node -> {
              throw new IllegalArgumentException(
                  "layer %s (%s) reads sequences; networks that can be pruned read images or flat rows"
                      .formatted(node.name(), node.conf().getClass().getSimpleName()));
            });
  }

  private static boolean readsSequences(Object conf) {
    return conf instanceof BaseRecurrentLayer
        || conf instanceof Bidirectional
        || conf instanceof Convolution1DLayer
        || conf instanceof Subsampling1DLayer
        || conf instanceof SelfAttentionLayer
        || conf instanceof RnnToCnnPreProcessor
        || conf instanceof RnnToFeedForwardPreProcessor;
  }

  /**
   * Finds images that fit. Where several sizes do, as before a stride, it is the one that can be
   * halved most often, since such are in use; a warning says so.
   *
   * @throws IllegalArgumentException where every size fits, as with global pooling, or none
   */
  public static Map<String, Shape> infer(Net net) {
    return new InputShape(net).infer();
  }

  /** Images of a known shape; further inputs take as many channels as they need, of its size. */
  public static Map<String, Shape> like(Net net, Shape first) {
    InputShape further = new InputShape(net);
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put(net.inputs().get(0), first);
    for (String input : net.inputs().subList(1, net.inputs().size())) {
      int channels = further.channels(input);
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
    Node sized = firstSized();
    Sides heights = sides(sized, size(sized.conf())[0], Shape::height);
    Sides widths = sides(sized, size(sized.conf())[1], Shape::width);
    Shape likely = new Shape(channels(first), heights.likely(), widths.likely());
    if (!heights.areOne() || !widths.areOne()) {
      LOG.warn(
          "takes images to be {}; heights of {} and widths of {} fit as well: --input CxHxW says"
              + " otherwise",
          likely,
          heights,
          widths);
    }
    return like(net, likely);
  }

  private Stream<Object> readers(String input) {
    return topology.nodes().stream().filter(node -> node.inputs().contains(input)).map(Node::conf);
  }

  /** What the first layer behind an input reads that says how many channels it wants. */
  private int channels(String input) {
    return topology.behind(input).stream()
        .mapToInt(node -> channelsInto(node.conf()))
        .filter(channels -> channels > 0)
        .findFirst()
        .orElseThrow(
            () -> unknown("no layer behind '%s' says how many channels it reads".formatted(input)));
  }

  /** 0 where it does not say. */
  private static int channelsInto(Object conf) {
    if (conf instanceof CnnToFeedForwardPreProcessor flatten) {
      return (int) flatten.getNumChannels();
    }
    if (conf instanceof LocallyConnected2D local) {
      return (int) local.getNIn();
    }
    return conf instanceof FeedForwardLayer layer ? (int) layer.getNIn() : 0;
  }

  /** The first node that takes maps of one size alone. */
  private Node firstSized() {
    return topology.nodes().stream()
        .filter(node -> size(node.conf()) != null)
        .findFirst()
        .orElseThrow(() -> unknown("it takes images of any size"));
  }

  /** Height and width that a node asks of its maps; null where any will do. */
  private static int[] size(Object conf) {
    if (conf instanceof LocallyConnected2D local) {
      return local.getInputSize();
    }
    return conf instanceof CnnToFeedForwardPreProcessor flatten && flatten.getInputHeight() > 0
        ? new int[] {(int) flatten.getInputHeight(), (int) flatten.getInputWidth()}
        : null;
  }

  /** The larger an image, the larger its maps: sizes that fit follow each other. */
  private Sides sides(Node sized, int wanted, ToIntFunction<Shape> side) {
    IntPredicate fits = size -> fits(size, sized, wanted, side);
    int smallest =
        IntStream.rangeClosed(1, LARGEST_SIDE)
            .filter(fits)
            .findFirst()
            .orElseThrow(() -> unknown("no size up to " + LARGEST_SIDE + " fits its layers"));
    int largest =
        IntStream.rangeClosed(smallest, LARGEST_SIDE).takeWhile(fits).reduce(smallest, Math::max);
    if (largest == LARGEST_SIDE) {
      throw unknown("it takes images of any size");
    }
    return new Sides(smallest, largest);
  }

  private record Sides(int smallest, int largest) {
    boolean areOne() {
      return smallest == largest;
    }

    int likely() {
      int step = Integer.highestOneBit(largest);
      while (largest / step * step < smallest) {
        step /= 2;
      }
      return largest / step * step;
    }

    @Override
    public String toString() {
      return areOne() ? "" + smallest : smallest + " to " + largest;
    }
  }

  private boolean fits(int size, Node sized, int wanted, ToIntFunction<Shape> side) {
    Shape square = new Shape(channels(topology.inputs().get(0)), size, size);
    try {
      Optional<InputType> reaching = NetworkReader.typeInto(net, like(net, square), sized);
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
