package org.espalier.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.espalier.engine.net.GraphNet;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.SequentialNet;
import org.espalier.network.Shape;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Lays a network as a recipe says. A step that does not fit what there is is passed over.
 *
 * <p>It keeps account of shapes itself and tells DL4J's builders every size: what DL4J would infer
 * is wrong behind a subset of maps, and must not hide what is wrong in the code under test.
 */
final class NetworkMaker {
  private static final int MOST_CHANNELS = 24;
  private static final int LARGEST_SIDE = 12;
  private static final int LARGEST_ROW = 400;
  private static final List<Activation> ACTIVATIONS =
      List.of(
          Activation.RELU,
          Activation.IDENTITY,
          Activation.RELU,
          Activation.LEAKYRELU,
          Activation.TANH,
          Activation.ELU,
          Activation.SIGMOID,
          Activation.SOFTPLUS,
          Activation.SWISH);

  private static final List<SubsamplingLayer.PoolingType> POOLINGS =
      List.of(
          SubsamplingLayer.PoolingType.MAX,
          SubsamplingLayer.PoolingType.AVG,
          SubsamplingLayer.PoolingType.PNORM);
  private static final List<PoolingType> GLOBAL_POOLINGS =
      List.of(PoolingType.MAX, PoolingType.AVG, PoolingType.SUM, PoolingType.PNORM);

  /** What flows behind a part or an input. */
  private record Tensor(String name, InputType type) {
    boolean maps() {
      return type instanceof InputTypeConvolutional;
    }

    InputTypeConvolutional asMaps() {
      return (InputTypeConvolutional) type;
    }

    int size() {
      return (int) type.arrayElementsPerExample();
    }
  }

  private record Part(String name, Object conf, InputPreProcessor before, List<String> inputs) {}

  private final Recipe recipe;
  private final Map<String, Shape> inputs = new LinkedHashMap<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final Set<String> read = new HashSet<>();
  private final Set<String> answers = new LinkedHashSet<>();
  private final List<String> description = new ArrayList<>();
  private boolean zeroStays = true;

  private NetworkMaker(Recipe recipe) {
    this.recipe = recipe;
  }

  static MadeNetwork make(Recipe recipe) {
    NetworkMaker maker = new NetworkMaker(recipe);
    maker.begin();
    recipe.steps().forEach(maker::follow);
    maker.end();
    return new MadeNetwork(
        maker.recipe.sequential() ? maker.sequential() : maker.graph(),
        maker.inputs,
        maker.zeroStays,
        maker.description);
  }

  private void begin() {
    for (int i = 0; i < recipe.inputs(); i++) {
      String name = recipe.sequential() ? "input" : "image" + i;
      int channels = recipe.channels() + i;
      inputs.put(name, new Shape(channels, recipe.height(), recipe.width()));
      InputType type =
          InputType.convolutional(recipe.height(), recipe.width(), channels, recipe.format());
      tensors.add(new Tensor(name, type));
      description.add(name + ":" + shape(type));
      convolution(tensors.get(tensors.size() - 1), new Step(null, 0, 0, 3 + i, 0));
    }
  }

  private void follow(Step step) {
    int last = tensors.size() - 1;
    boolean further = recipe.sequential() || step.from() % 20 < 11;
    Tensor in = tensors.get(further ? last : step.from() % tensors.size());
    switch (step.what()) {
      case CONVOLUTION -> convolution(in, step);
      case DECONVOLUTION -> deconvolution(in, step);
      case DEPTHWISE -> depthwise(in, step);
      case SEPARABLE -> separable(in, step);
      case BATCH_NORM -> batchNorm(in, step);
      case PRELU -> prelu(in, step);
      case ACTIVATION -> layer(in, activation(step).build());
      case SOFTMAX ->
          layer(in, new ActivationLayer.Builder().activation(Activation.SOFTMAX).build());
      case LRN -> lrn(in);
      case DROPOUT -> layer(in, new DropoutLayer.Builder(0.8).build());
      case PADDING -> onMaps(in, padding(step));
      case CROPPING -> onMaps(in, cropping(step));
      case UP_SAMPLING -> onMaps(in, new Upsampling2D.Builder(2).build());
      case POOLING -> onMaps(in, pooling(step));
      case SPACE_TO_DEPTH -> spaceToDepth(in);
      case GLOBAL_POOLING -> onMaps(in, globalPooling(step, true));
      case EXCITATION -> excitation(in, step);
      case ELEMENT_WISE -> elementWise(in, step);
      case MERGE -> merge(in, step);
      case SUBSET -> subset(in, step);
      case RESHAPE -> reshape(in, step);
      case SCALE -> vertex(new ScaleVertex(0.5), in.type(), in);
      case SHIFT -> shift(in);
      case SCALING -> scaling(in);
      case L2_NORMALISE -> vertex(new L2NormalizeVertex(), in.type(), in);
      case STACK -> stack(in, step);
      case DENSE -> dense(in, 1 + step.size() % 8, step);
      case UNFLATTEN -> unflatten(in, step);
      case FLATTEN -> flatten(in);
      case ANSWER -> answer(in);
    }
  }

  private Tensor convolution(Tensor in, Step step) {
    ConvolutionMode mode = mode(step);
    // oneDNN makes no primitive of dilated kernels with strides for some shapes, and DL4J gives up.
    boolean dilated = step.variant() % 5 == 1;
    if (in.maps() && kernel(step) > shortestSide(in) / (dilated ? 2 : 1)) {
      return null;
    }
    return onMaps(
        in,
        frozen(
            new ConvolutionLayer.Builder(kernel(step), kernel(step))
                .nOut(1 + step.size() % 8)
                .stride(dilated ? 1 : 1 + step.variant() / 7 % 2, 1)
                .dilation(dilated ? 2 : 1, 1)
                .padding(padding(mode, step), 0)
                .convolutionMode(mode)
                .hasBias(step.variant() % 6 != 1)
                .activation(activationOf(step))
                .build(),
            step));
  }

  private static long shortestSide(Tensor in) {
    return Math.min(in.asMaps().getHeight(), in.asMaps().getWidth());
  }

  private void deconvolution(Tensor in, Step step) {
    onMaps(
        in,
        new Deconvolution2D.Builder(2 + step.size() % 2, 2)
            .nOut(1 + step.size() % 6)
            .stride(1 + step.variant() % 2, 1 + step.variant() / 2 % 2)
            .convolutionMode(mode(step))
            .activation(activationOf(step))
            .build());
  }

  private void depthwise(Tensor in, Step step) {
    // ND4J's depthwise_conv2d fails where one value of one channel meets one weight.
    if (in.size() == 1) {
      return;
    }
    onMaps(
        in,
        frozen(
            new DepthwiseConvolution2D.Builder(kernel(step), kernel(step))
                .depthMultiplier(1 + step.size() % 3)
                .convolutionMode(mode(step))
                .hasBias(step.variant() % 5 > 0)
                .activation(activationOf(step))
                .build(),
            step));
  }

  private void separable(Tensor in, Step step) {
    // ND4J's sconv2d leaves the pointwise kernels out where a single channel comes in.
    if (!in.maps() || in.asMaps().getChannels() == 1 || kernel(step) > shortestSide(in)) {
      return;
    }
    // On NHWC maps it makes the engine do without oneDNN, in this JVM for good: see OneDnnIT.
    if (in.asMaps().getFormat() == CNN2DFormat.NHWC) {
      return;
    }
    onMaps(
        in,
        new SeparableConvolution2D.Builder(kernel(step), kernel(step))
            .nOut(1 + step.size() % 6)
            .depthMultiplier(1 + step.size() / 6 % 2)
            .convolutionMode(mode(step))
            .activation(activationOf(step))
            .build());
  }

  private void batchNorm(Tensor in, Step step) {
    boolean locked = step.variant() % 4 == 1;
    var norm = new BatchNormalization.Builder().useLogStd(step.variant() / 4 % 3 == 1);
    if (locked) {
      norm.lockGammaBeta(true).gamma(1.5).beta(step.variant() % 8 == 1 ? 0.25 : 0);
    }
    if (layer(in, frozen(norm.build(), step)) != null) {
      zeroStays &= !locked;
    }
  }

  /** DL4J's own fails where there are fewer channels than it looks at. */
  private void lrn(Tensor in) {
    if (in.maps() && in.asMaps().getChannels() > 2) {
      layer(in, new LocalResponseNormalization.Builder().n(3).build());
    }
  }

  private void prelu(Tensor in, Step step) {
    long[] shape = in.maps() ? laid(in.asMaps()) : new long[] {in.size()};
    var prelu = new PReLULayer.Builder().inputShape(shape);
    int axes = shape.length;
    long[] shared =
        LongStream.rangeClosed(1, axes).filter(axis -> (step.variant() >> axis) % 2 == 1).toArray();
    layer(in, (shared.length > 0 ? prelu.sharedAxes(shared) : prelu).build());
  }

  private static long[] laid(InputTypeConvolutional maps) {
    return maps.getFormat() == CNN2DFormat.NCHW
        ? new long[] {maps.getChannels(), maps.getHeight(), maps.getWidth()}
        : new long[] {maps.getHeight(), maps.getWidth(), maps.getChannels()};
  }

  private ActivationLayer.Builder activation(Step step) {
    return new ActivationLayer.Builder().activation(activationOf(step));
  }

  private static Layer padding(Step step) {
    return new ZeroPaddingLayer.Builder(step.variant() % 2, 1, step.size() % 2, 1).build();
  }

  private static Layer cropping(Step step) {
    return new Cropping2D.Builder(step.variant() % 2, 1, step.size() % 2, 0).build();
  }

  private static Layer pooling(Step step) {
    return new SubsamplingLayer.Builder(
            POOLINGS.get(step.variant() % POOLINGS.size()),
            new int[] {2, 2},
            new int[] {1 + step.size() % 2, 1})
        .pnorm(2)
        .convolutionMode(mode(step))
        .build();
  }

  private static Layer globalPooling(Step step, boolean collapse) {
    return new GlobalPoolingLayer.Builder(
            GLOBAL_POOLINGS.get(step.variant() % GLOBAL_POOLINGS.size()))
        .pnorm(2)
        .collapseDimensions(collapse)
        .build();
  }

  // DL4J's builder is generic in itself, and can only be named raw.
  @SuppressWarnings("rawtypes")
  private void spaceToDepth(Tensor in) {
    if (in.maps() && in.asMaps().getHeight() % 2 == 0 && in.asMaps().getWidth() % 2 == 0) {
      layer(in, new SpaceToDepthLayer.Builder(2).build());
    }
  }

  /** Weighs each map by a number that is made of all: [n, c, h, w] times [n, c, 1, 1]. */
  private void excitation(Tensor in, Step step) {
    // DL4J gives [n, h, 1, 1] of NHWC maps whose dimensions are not collapsed.
    if (recipe.sequential() || !in.maps() || in.asMaps().getFormat() == CNN2DFormat.NHWC) {
      return;
    }
    Tensor squeezed = onMaps(in, globalPooling(step, false));
    Tensor weights =
        plainConvolution(squeezed, (int) in.asMaps().getChannels(), Activation.SIGMOID);
    vertex(new ElementWiseVertex(ElementWiseVertex.Op.Product), in.type(), in, weights);
    zeroStays = false;
  }

  private void elementWise(Tensor in, Step step) {
    if (recipe.sequential()) {
      return;
    }
    Tensor partner =
        partner(in, step, other -> other.type().equals(in.type()) || spreads(other, in));
    if (partner == null) {
      partner =
          in.maps()
              ? plainConvolution(in, (int) in.asMaps().getChannels(), Activation.IDENTITY)
              : plainDense(in, in.size());
    }
    if (partner != null) {
      var ops = ElementWiseVertex.Op.values();
      var op = ops[step.variant() % ops.length];
      boolean turned = step.variant() / ops.length % 2 == 1;
      zeroStays &= partner.size() == in.size();
      vertex(new ElementWiseVertex(op), in.type(), turned ? partner : in, turned ? in : partner);
    }
  }

  /** One value that is added to each of a row. */
  private static boolean spreads(Tensor one, Tensor in) {
    return !in.maps() && !one.maps() && one.size() == 1;
  }

  private void merge(Tensor in, Step step) {
    if (recipe.sequential()) {
      return;
    }
    Tensor partner = partner(in, step, other -> alignedWith(in, other));
    if (partner == null && in.maps()) {
      partner = plainConvolution(in, 1 + step.size() % 5, Activation.RELU);
    }
    if (partner == null) {
      partner = plainDense(in, 1 + step.size() % 5);
    }
    if (partner == null) {
      return;
    }
    MergeVertex merge = new MergeVertex();
    if (in.maps() && partner.type().equals(in.type()) && step.variant() % 6 == 1) {
      mergeAlongHeight(merge, in, partner);
    } else if (step.variant() % 5 == 2) {
      InputType type = merge.getOutputType(0, in.type(), partner.type(), in.type());
      vertex(merge, type, in, partner, in);
    } else {
      vertex(merge, merge.getOutputType(0, in.type(), partner.type()), in, partner);
    }
  }

  private void mergeAlongHeight(MergeVertex merge, Tensor in, Tensor partner) {
    InputTypeConvolutional maps = in.asMaps();
    merge.setMergeAxis(maps.getFormat() == CNN2DFormat.NCHW ? 2 : 1);
    if (maps.getFormat() == CNN2DFormat.NCHW) {
      vertex(merge, maps(maps, 2 * maps.getHeight(), maps.getChannels()), in, partner);
    }
  }

  private static boolean alignedWith(Tensor in, Tensor other) {
    if (!in.maps() || !other.maps()) {
      return in.maps() == other.maps();
    }
    return in.asMaps().getHeight() == other.asMaps().getHeight()
        && in.asMaps().getWidth() == other.asMaps().getWidth()
        && in.asMaps().getFormat() == other.asMaps().getFormat();
  }

  private void subset(Tensor in, Step step) {
    if (recipe.sequential()) {
      return;
    }
    boolean rows = in.maps() && in.asMaps().getFormat() == CNN2DFormat.NHWC;
    int length =
        rows
            ? (int) in.asMaps().getHeight()
            : in.maps() ? (int) in.asMaps().getChannels() : in.size();
    int from = step.variant() % length;
    int to = from + step.size() % (length - from);
    int left = to - from + 1;
    InputType type;
    if (rows) {
      type = maps(in.asMaps(), left, in.asMaps().getChannels());
    } else if (in.maps()) {
      type = maps(in.asMaps(), in.asMaps().getHeight(), left);
    } else {
      type = InputType.feedForward(left);
    }
    vertex(new SubsetVertex(from, to), type, in);
  }

  private static InputType maps(InputTypeConvolutional like, long height, long channels) {
    return InputType.convolutional(height, like.getWidth(), channels, like.getFormat());
  }

  private void reshape(Tensor in, Step step) {
    if (recipe.sequential()) {
      return;
    }
    int size = in.size();
    int[] divisors =
        IntStream.rangeClosed(1, Math.min(size, MOST_CHANNELS))
            .filter(i -> size % i == 0)
            .toArray();
    int channels = divisors[step.size() % divisors.length];
    int area = size / channels;
    int height = area;
    for (int side = 1; side * side <= area; side++) {
      height = area % side == 0 ? side : height;
    }
    if (in.maps() && step.variant() % 3 == 0) {
      vertex(new ReshapeVertex(-1, size), InputType.feedForward(size), in);
    } else if (area / height <= LARGEST_SIDE) {
      vertex(
          new ReshapeVertex(-1, channels, height, area / height),
          InputType.convolutional(height, area / height, channels),
          in);
    }
  }

  private void shift(Tensor in) {
    if (vertex(new ShiftVertex(0.25), in.type(), in) != null) {
      zeroStays = false;
    }
  }

  private void scaling(Tensor in) {
    if (!in.maps()) {
      layer(
          in,
          new ElementWiseMultiplicationLayer.Builder()
              .nIn(in.size())
              .nOut(in.size())
              .activation(Activation.IDENTITY)
              .build());
    }
  }

  /** One convolution reads two kinds of images, one behind the other in a batch. */
  private void stack(Tensor in, Step step) {
    if (recipe.sequential() || !in.maps()) {
      return;
    }
    Tensor partner = partner(in, step, other -> other.type().equals(in.type()));
    if (partner == null) {
      return;
    }
    Tensor stacked = vertex(new StackVertex(), in.type(), in, partner);
    Tensor seen = plainConvolution(stacked, 1 + step.size() % 6, Activation.RELU);
    if (seen == null) {
      return;
    }
    tensors.remove(stacked);
    vertex(new UnstackVertex(0, 2), seen.type(), seen);
    vertex(new UnstackVertex(1, 2), seen.type(), seen);
    tensors.remove(seen);
  }

  private void dense(Tensor in, int neurons, Step step) {
    if (in.size() <= LARGEST_ROW) {
      layer(
          in,
          frozen(
              new DenseLayer.Builder().nOut(neurons).activation(activationOf(step)).build(), step));
    }
  }

  /** Neurons become maps. */
  private void unflatten(Tensor in, Step step) {
    int channels = 1 + step.size() % 4;
    int height = 2 + step.variant() % 2;
    int width = 2 + step.variant() / 2 % 2;
    Tensor row = plainDense(in, channels * height * width);
    if (row == null) {
      return;
    }
    var before = new FeedForwardToCnnPreProcessor(height, width, channels);
    InputType maps = InputType.convolutional(height, width, channels);
    if (!recipe.sequential() && step.variant() % 5 == 0) {
      vertex(new PreprocessorVertex(before), maps, row);
    } else {
      ConvolutionLayer layer =
          new ConvolutionLayer.Builder(2, 2)
              .nOut(1 + step.size() % 5)
              .convolutionMode(ConvolutionMode.Same)
              .activation(activationOf(step))
              .build();
      add(row, layer, before, maps);
    }
  }

  private void flatten(Tensor in) {
    if (!recipe.sequential() && in.maps()) {
      InputTypeConvolutional maps = in.asMaps();
      var flatten =
          new CnnToFeedForwardPreProcessor(
              maps.getHeight(), maps.getWidth(), maps.getChannels(), maps.getFormat());
      vertex(new PreprocessorVertex(flatten), InputType.feedForward(in.size()), in);
    }
  }

  private void answer(Tensor in) {
    // DL4J finds no workspace for a row that a batch norm gives as the network's answer.
    boolean row = !in.maps() && in.name().startsWith("BatchNormalization");
    if (!recipe.sequential() && !inputs.containsKey(in.name()) && !row) {
      answers.add(in.name());
      description.add("answer: " + in.name());
    }
  }

  private Tensor plainConvolution(Tensor in, int filters, Activation activation) {
    return onMaps(
        in,
        new ConvolutionLayer.Builder(1, 1)
            .nOut(filters)
            .convolutionMode(ConvolutionMode.Same)
            .activation(activation)
            .build());
  }

  private Tensor plainDense(Tensor in, int neurons) {
    return in.size() > LARGEST_ROW
        ? null
        : layer(in, new DenseLayer.Builder().nOut(neurons).activation(Activation.RELU).build());
  }

  /** Another tensor; null where none fits. */
  private Tensor partner(Tensor in, Step step, Predicate<Tensor> fits) {
    List<Tensor> fitting =
        tensors.stream().filter(other -> !other.equals(in)).filter(fits).toList();
    return fitting.isEmpty() ? null : fitting.get(step.other() % fitting.size());
  }

  private Activation activationOf(Step step) {
    Activation activation = ACTIVATIONS.get(step.variant() / 11 % ACTIVATIONS.size());
    zeroStays &= activation != Activation.SIGMOID && activation != Activation.SOFTPLUS;
    return activation;
  }

  private static ConvolutionMode mode(Step step) {
    return step.variant() % 3 == 0 ? ConvolutionMode.Truncate : ConvolutionMode.Same;
  }

  private static int kernel(Step step) {
    return 1 + step.variant() / 3 % 3;
  }

  private static int padding(ConvolutionMode mode, Step step) {
    return mode == ConvolutionMode.Truncate ? step.variant() / 9 % 2 : 0;
  }

  private static Layer frozen(Layer layer, Step step) {
    return switch (step.other() % 12) {
      case 1 -> new FrozenLayer.Builder().layer(layer).build();
      case 2 -> new FrozenLayerWithBackprop(layer);
      default -> layer;
    };
  }

  private Tensor onMaps(Tensor in, Layer layer) {
    return in != null && in.maps() ? layer(in, layer) : null;
  }

  private Tensor layer(Tensor in, Layer layer) {
    InputPreProcessor before =
        in.maps() && (inner(layer) instanceof DenseLayer || inner(layer) instanceof OutputLayer)
            ? inner(layer).getPreProcessorForInputType(in.type())
            : null;
    return add(in, layer, before, before == null ? in.type() : before.getOutputType(in.type()));
  }

  private Tensor add(Tensor in, Layer layer, InputPreProcessor before, InputType type) {
    InputType out;
    try {
      inner(layer).setNIn(type, true);
      out = inner(layer).getOutputType(0, type);
    } catch (RuntimeException doesNotFit) {
      return null;
    }
    return add(layer, before, out, List.of(in));
  }

  private static Layer inner(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return frozen.getLayer();
    }
    return layer instanceof FrozenLayerWithBackprop frozen ? frozen.getUnderlying() : layer;
  }

  private Tensor vertex(GraphVertex vertex, InputType type, Tensor... in) {
    return recipe.sequential() || Arrays.asList(in).contains(null)
        ? null
        : add(vertex, null, type, List.of(in));
  }

  private Tensor add(Object conf, InputPreProcessor before, InputType type, List<Tensor> in) {
    if (!isSmall(type)) {
      return null;
    }
    String kind = (conf instanceof Layer layer ? inner(layer) : conf).getClass().getSimpleName();
    String name = recipe.sequential() ? Integer.toString(parts.size()) : kind + "_" + parts.size();
    List<String> from = in.stream().map(Tensor::name).toList();
    parts.add(new Part(name, conf, before, from));
    read.addAll(from);
    tensors.add(new Tensor(name, type));
    description.add(
        "%s: %s%s <- %s%s".formatted(name, kindOf(conf), shape(type), from, behind(before)));
    return tensors.get(tensors.size() - 1);
  }

  private static String behind(InputPreProcessor before) {
    return before == null ? "" : " behind " + before;
  }

  private static String shape(InputType type) {
    return type instanceof InputTypeConvolutional maps
        ? " %dx%dx%d %s"
            .formatted(maps.getChannels(), maps.getHeight(), maps.getWidth(), maps.getFormat())
        : " " + type.arrayElementsPerExample();
  }

  /** The settings that are not as they are by default, or that matter for channels. */
  private static String kindOf(Object conf) {
    return conf.toString()
        .replaceAll("super=[A-Za-z]*\\(", "(")
        .replaceAll("[A-Za-z]+=(null|NaN|\\[\\])(, )?", "")
        .replaceAll("(cudnn[A-Za-z]*|defaultValueOverriden|isMinibatch|decay|eps)=[^,)]*(, )?", "");
  }

  private static boolean isSmall(InputType type) {
    if (type instanceof InputTypeConvolutional maps) {
      return maps.getChannels() <= MOST_CHANNELS
          && maps.getHeight() <= LARGEST_SIDE
          && maps.getWidth() <= LARGEST_SIDE
          && maps.getHeight() > 0
          && maps.getWidth() > 0;
    }
    return type.arrayElementsPerExample() <= LARGEST_ROW;
  }

  /**
   * Whatever nothing reads yet ends in an answer. DL4J loses the workspace of some answers that are
   * read by other layers, too.
   */
  private void end() {
    answers.removeAll(read);
    List<Tensor> loose =
        recipe.sequential()
            ? List.of(tensors.get(tensors.size() - 1))
            : tensors.stream()
                .filter(tensor -> !read.contains(tensor.name()))
                .filter(tensor -> !answers.contains(tensor.name()))
                .toList();
    for (int i = 0; i < loose.size(); i++) {
      answers.add(head(loose.get(i), Math.floorMod(recipe.seed() + i, 7)).name());
    }
  }

  private Tensor head(Tensor in, int kind) {
    boolean large = in.size() > LARGEST_ROW;
    if (in.maps() && (large || kind == 1)) {
      return output(layer(in, globalPooling(new Step(null, 0, 0, 0, kind), true)));
    }
    if (in.maps() && kind == 2) {
      Tensor few = plainConvolution(in, 3, Activation.TANH);
      return layer(
          few, new CnnLossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build());
    }
    return output(in);
  }

  private Tensor output(Tensor in) {
    return layer(
        in,
        new OutputLayer.Builder(LossFunction.MSE).nOut(3).activation(Activation.IDENTITY).build());
  }

  private Net sequential() {
    var list = configuration().list();
    for (int i = 0; i < parts.size(); i++) {
      list.layer(i, (Layer) parts.get(i).conf());
      if (parts.get(i).before() != null) {
        list.inputPreProcessor(i, parts.get(i).before());
      }
    }
    var network = new MultiLayerNetwork(list.build());
    network.init();
    return new SequentialNet(network);
  }

  private Net graph() {
    var builder = configuration().graphBuilder();
    builder.addInputs(new ArrayList<>(inputs.keySet()));
    for (Part part : parts) {
      String[] from = part.inputs().toArray(new String[0]);
      if (part.conf() instanceof Layer layer) {
        builder.addLayer(part.name(), layer, part.before(), from);
      } else {
        builder.addVertex(part.name(), (GraphVertex) part.conf(), from);
      }
    }
    builder.setOutputs(answers.toArray(new String[0]));
    var graph = new ComputationGraph(builder.build());
    graph.init();
    return new GraphNet(graph);
  }

  private static NeuralNetConfiguration.Builder configuration() {
    return new NeuralNetConfiguration.Builder().seed(1).updater(new NoOp());
  }
}
