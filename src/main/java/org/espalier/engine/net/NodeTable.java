package org.espalier.engine.net;

import static org.espalier.engine.net.NodeRow.Area.INPUT;
import static org.espalier.engine.net.NodeRow.Area.NOWHERE;
import static org.espalier.engine.net.NodeRow.Area.OUTPUT;
import static org.espalier.network.Parameter.Kind.OTHER;
import static org.espalier.network.Parameter.Kind.SCALE;
import static org.espalier.network.Parameter.Kind.VARIANCE;
import static org.espalier.network.Parameter.Kind.WEIGHT;
import static org.espalier.network.Parameter.NONE;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.espalier.engine.net.NodeRow.Axes;
import org.espalier.network.ChannelFlow;
import org.espalier.network.Layout;
import org.espalier.network.Shape;

/**
 * What each type of layer, vertex and pre-processor means for channels, a row a type: how they flow
 * through it, which axes of its parameters run over them, and how its configuration changes when
 * some go. A type that has no row has none of its channels cut.
 */
public final class NodeTable {
  private static final Axes BIAS = new Axes(NodeRow.LAST, NONE, OTHER);

  private static final Map<String, Axes> KERNEL = Map.of("W", new Axes(0, 1, WEIGHT), "b", BIAS);
  private static final Map<String, Axes> MATRIX =
      Map.of("W", new Axes(1, 0, WEIGHT), "b", BIAS, "g", BIAS);
  private static final Map<String, Axes> STATISTICS =
      Map.of(
          "gamma", new Axes(NodeRow.LAST, NONE, SCALE),
          "beta", BIAS,
          "mean", BIAS,
          "var", new Axes(NodeRow.LAST, NONE, VARIANCE),
          "log10stdev", new Axes(NodeRow.LAST, NONE, VARIANCE));

  private static final Map<Class<?>, NodeRow<?>> ROWS =
      Stream.of(
              NodeRow.of(ConvolutionLayer.class, "convolution", new ChannelFlow.Makes())
                  .with(KERNEL, OUTPUT, NodeTable::narrow),
              NodeRow.of(Convolution2D.class, "convolution", new ChannelFlow.Makes())
                  .with(KERNEL, OUTPUT, NodeTable::narrow),
              NodeRow.of(Deconvolution2D.class, "deconvolution", new ChannelFlow.Makes())
                  .with(Map.of("W", new Axes(1, 0, WEIGHT), "b", BIAS), INPUT, NodeTable::narrow),
              NodeRow.of(DepthwiseConvolution2D.class, "depthwise", NodeTable::depthwise)
                  .with(
                      Map.of("W", new Axes(NONE, 2, WEIGHT), "b", BIAS), OUTPUT, NodeTable::narrow),
              // ND4J's sconv2d leaves the pointwise kernels out where a single channel comes in.
              NodeRow.of(SeparableConvolution2D.class, "separable", new ChannelFlow.Makes(2))
                  .with(
                      Map.of(
                          "W", new Axes(NONE, 1, WEIGHT), "pW", new Axes(0, 1, WEIGHT), "b", BIAS),
                      OUTPUT,
                      NodeTable::narrow),
              NodeRow.of(DenseLayer.class, "dense", new ChannelFlow.Makes())
                  .with(MATRIX, OUTPUT, NodeTable::narrow),
              NodeRow.of(OutputLayer.class, "output", new ChannelFlow.Makes())
                  .with(MATRIX, OUTPUT, NodeTable::narrow),
              NodeRow.of(CenterLossOutputLayer.class, "output", new ChannelFlow.Makes())
                  .with(
                      Map.of("W", new Axes(1, 0, WEIGHT), "b", BIAS, "cL", new Axes(0, 1, OTHER)),
                      OUTPUT,
                      NodeTable::narrow),
              NodeRow.of(BatchNormalization.class, "batch-norm", new ChannelFlow.Keeps())
                  .with(STATISTICS, NOWHERE, NodeTable::narrow),
              NodeRow.of(PReLULayer.class, "prelu", new ChannelFlow.Keeps())
                  .with(NodeTable::slopes, NOWHERE, NodeTable::narrowSlopes),
              NodeRow.of(ElementWiseMultiplicationLayer.class, "scaling", new ChannelFlow.Keeps())
                  .with(Map.of("W", BIAS, "b", BIAS), NOWHERE, NodeTable::narrow),
              NodeRow.of(SubsamplingLayer.class, "pooling", new ChannelFlow.Keeps()),
              NodeRow.of(Pooling2D.class, "pooling", new ChannelFlow.Keeps()),
              NodeRow.of(GlobalPoolingLayer.class, "global-pooling", NodeTable::globalPooling),
              NodeRow.of(ActivationLayer.class, "activation", new ChannelFlow.Keeps()),
              NodeRow.of(DropoutLayer.class, "dropout", new ChannelFlow.Keeps()),
              NodeRow.of(ZeroPaddingLayer.class, "zero-padding", new ChannelFlow.Keeps()),
              NodeRow.of(Cropping2D.class, "cropping", new ChannelFlow.Keeps()),
              NodeRow.of(Upsampling2D.class, "up-sampling", new ChannelFlow.Keeps()),
              NodeRow.of(
                  SpaceToDepthLayer.class,
                  "space-to-depth",
                  (conf, types) ->
                      new ChannelFlow.Repeats(conf.getBlockSize() * conf.getBlockSize())),
              NodeRow.of(SpaceToBatchLayer.class, "space-to-batch", new ChannelFlow.Keeps())
                  .rowsBy((conf, in) -> in.max().orElseThrow() * product(conf.getBlocks())),
              NodeRow.of(
                  LocalResponseNormalization.class,
                  "lrn",
                  new ChannelFlow.Fixes("weighs a channel against its neighbours")),
              NodeRow.of(LossLayer.class, "loss", new ChannelFlow.Keeps()),
              NodeRow.of(CnnLossLayer.class, "loss", new ChannelFlow.Keeps()),
              NodeRow.of(Yolo2OutputLayer.class, "yolo", new ChannelFlow.Keeps()),
              NodeRow.of(ElementWiseVertex.class, "element-wise", NodeTable::elementWise),
              NodeRow.of(StackVertex.class, "stack", new ChannelFlow.Keeps())
                  .rowsBy((conf, in) -> in.sum()),
              NodeRow.of(UnstackVertex.class, "unstack", new ChannelFlow.Keeps())
                  .rowsBy((conf, in) -> Math.max(1, in.max().orElseThrow() / conf.getStackSize())),
              NodeRow.of(ScaleVertex.class, "scale", new ChannelFlow.Keeps()),
              NodeRow.of(ShiftVertex.class, "shift", new ChannelFlow.Keeps()),
              NodeRow.of(PoolHelperVertex.class, "cropping", new ChannelFlow.Keeps()),
              NodeRow.of(MergeVertex.class, "merge", NodeTable::merge),
              NodeRow.of(L2NormalizeVertex.class, "l2-normalise", NodeTable::l2Normalise),
              NodeRow.of(SubsetVertex.class, "subset", NodeTable::subset)
                  .narrowedBy(NodeTable::narrowSubset),
              NodeRow.of(ReshapeVertex.class, "reshape", NodeTable::reshape)
                  .narrowedBy((conf, left) -> conf.getNewShape()[1] = left.out()),
              NodeRow.of(CnnToFeedForwardPreProcessor.class, "flatten", NodeTable::reshapeAsTyped)
                  .narrowedBy(NodeTable::narrowFlatten),
              NodeRow.of(FeedForwardToCnnPreProcessor.class, "unflatten", NodeTable::reshapeAsTyped)
                  .narrowedBy((conf, left) -> conf.setNumChannels(left.out())),
              NodeRow.of(ReshapePreprocessor.class, "reshape", NodeTable::keepOrFix))
          .collect(Collectors.toMap(NodeRow::of, Function.identity()));

  private NodeTable() {}

  /** The row of a node's type. */
  public static NodeRow<?> row(Object conf) {
    NodeRow<?> row = ROWS.get(conf.getClass());
    return row == null ? NodeRow.unknown(conf.getClass()) : row;
  }

  private static int product(int[] sizes) {
    return IntStream.of(sizes).reduce(1, (some, more) -> some * more);
  }

  /** ND4J's depthwise_conv2d fails where one value of one channel meets one weight. */
  private static ChannelFlow depthwise(DepthwiseConvolution2D conf, Types types) {
    boolean single = IntStream.of(conf.getKernelSize()).allMatch(side -> side == 1);
    Shape in = Types.shape(types.first());
    int least = single && in.height() * in.width() == 1 ? 2 : 1;
    return new ChannelFlow.Spreads(conf.getDepthMultiplier(), least);
  }

  /** Along another axis than the channels' it lays the i-th channels of all side by side. */
  private static ChannelFlow merge(MergeVertex merge, Types types) {
    return merge.getMergeAxis() == channelAxis(types.first())
        ? new ChannelFlow.Joins()
        : new ChannelFlow.Keeps();
  }

  /** DL4J takes from the first axis, which are rows where channels are the last. */
  private static ChannelFlow subset(SubsetVertex subset, Types types) {
    return channelAxis(types.first()) == 1
        ? new ChannelFlow.Takes(subset.getFrom(), subset.getTo())
        : new ChannelFlow.Keeps();
  }

  private static ChannelFlow elementWise(ElementWiseVertex join, Types types) {
    return types.in().stream().map(Types::layout).distinct().count() == 1
        ? new ChannelFlow.Keeps()
        : new ChannelFlow.Fixes("joins maps whose channels lie along different axes");
  }

  /** Built without input types, DL4J pools over the last two axes whatever they are. */
  private static ChannelFlow globalPooling(GlobalPoolingLayer pooling, Types types) {
    int[] over = pooling.getPoolingDimensions();
    int channels = channelAxis(types.first());
    boolean apart = over == null ? channels == 1 : IntStream.of(over).noneMatch(i -> i == channels);
    return apart ? new ChannelFlow.Keeps() : new ChannelFlow.Fixes("pools over channels");
  }

  private static ChannelFlow l2Normalise(L2NormalizeVertex normalise, Types types) {
    return new ChannelFlow.Weighs("divides by a norm over all channels, and some are not silent");
  }

  private static ChannelFlow reshape(ReshapeVertex reshape, Types types) {
    boolean cOrder = reshape.getReshapeOrder() == ReshapeVertex.DEFAULT_RESHAPE_ORDER;
    return cOrder && (reshape.getNewShape().length == 4 || reshape.getNewShape().length == 2)
        ? reshapeAsTyped(reshape, types)
        : new ChannelFlow.Fixes("reshapes in a way that channels cannot be followed through");
  }

  private static ChannelFlow reshapeAsTyped(Object conf, Types types) {
    if (!Types.isImageOrFlat(types.first()) || !Types.isImageOrFlat(types.out())) {
      return new ChannelFlow.Fixes("reshapes what is no image");
    }
    return new ChannelFlow.Reshapes(
        Types.shape(types.first()),
        Types.layout(types.first()),
        Types.shape(types.out()),
        Types.layout(types.out()));
  }

  private static ChannelFlow keepOrFix(ReshapePreprocessor reshape, Types types) {
    return Types.shape(types.first()).equals(Types.shape(types.out()))
        ? new ChannelFlow.Keeps()
        : new ChannelFlow.Fixes("reshapes to a size that its configuration fixes");
  }

  private static void narrow(
      org.deeplearning4j.nn.conf.layers.FeedForwardLayer layer, NodeRow.Left left) {
    layer.setNIn(left.in());
    layer.setNOut(left.out());
  }

  /** One that was told no sizes finds them out when the first images pass it. */
  private static void narrowFlatten(CnnToFeedForwardPreProcessor flatten, NodeRow.Left left) {
    if (flatten.getNumChannels() > 0) {
      flatten.setNumChannels(left.in());
    }
  }

  private static void narrowSubset(SubsetVertex subset, NodeRow.Left left) {
    if (channelAxis(left.types().first()) != 1) {
      return;
    }
    int from = left.inOfFirst(subset.getFrom());
    subset.setFrom(from);
    subset.setTo(from + left.out() - 1);
  }

  /** Slopes lie as the maps do, without the axes that share one. */
  private static Map<String, Axes> slopes(PReLULayer prelu, Types types) {
    int axis = channelAxis(types.first()) - 1;
    boolean shared = prelu.getInputShape()[axis] == 1;
    boolean row = prelu.getInputShape().length == 1;
    return Map.of("W", new Axes(shared ? NONE : row ? NodeRow.LAST : axis, NONE, OTHER));
  }

  private static void narrowSlopes(PReLULayer prelu, NodeRow.Left left) {
    int axis = channelAxis(left.types().first()) - 1;
    if (prelu.getInputShape()[axis] != 1) {
      prelu.getInputShape()[axis] = left.out();
    }
  }

  /** The axis of [n, …] that runs over channels. */
  private static int channelAxis(InputType type) {
    return Types.layout(type) == Layout.CHANNELS_LAST ? 3 : 1;
  }
}
