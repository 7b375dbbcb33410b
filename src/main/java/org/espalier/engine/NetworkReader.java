package org.espalier.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.espalier.network.ChannelRole;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads what pruning needs to know of a DL4J network. */
final class NetworkReader {
  private NetworkReader() {}

  /**
   * Walks the layers with images of the given shape.
   *
   * @throws IllegalArgumentException where such images do not fit the network
   */
  static Network read(MultiLayerNetwork network, Shape input) {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    Map<String, INDArray> parameters = network.paramTable();
    List<Layer> layers = new ArrayList<>();
    InputType type = InputShape.type(configuration, input);
    int count = network.getnLayers();
    for (int i = 0; i < count; i++) {
      Shape in = shape(type);
      InputType out = typeAfter(configuration, i, type);
      layers.add(layer(configuration, i, in, shape(out), parameters));
      type = out;
    }
    return new Network(input, layers);
  }

  /** The type that layer {@code i} gives for what reaches it, its pre-processor included. */
  static InputType typeAfter(MultiLayerConfiguration configuration, int i, InputType type) {
    var layer = configuration.getConf(i).getLayer();
    InputPreProcessor before = configuration.getInputPreProcess(i);
    try {
      InputType ready = before == null ? type : before.getOutputType(type);
      checkInputs(layer, ready);
      return layer.getOutputType(i, ready);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "layer %d (%s) does not take %s: %s"
              .formatted(i, layer.getClass().getSimpleName(), shape(type), e.getMessage()),
          e);
    }
  }

  private static void checkInputs(org.deeplearning4j.nn.conf.layers.Layer layer, InputType type) {
    if (layer instanceof FeedForwardLayer reader && reader.getNIn() > 0) {
      Shape in = shape(type);
      long given = layer instanceof ConvolutionLayer ? in.channels() : in.size();
      boolean perChannel = in.channels() == reader.getNIn();
      if (given != reader.getNIn() && !perChannel) {
        throw new IllegalArgumentException(
            "it has %d inputs, not %d".formatted(reader.getNIn(), given));
      }
    }
  }

  private static Layer layer(
      MultiLayerConfiguration configuration,
      int i,
      Shape in,
      Shape out,
      Map<String, INDArray> table) {
    var conf = configuration.getConf(i).getLayer();
    boolean last = i == configuration.getConfs().size() - 1;
    LayerTable.Row row = LayerTable.row(conf, last);
    List<Parameter> parameters = new ArrayList<>();
    String prefix = i + "_";
    table.forEach(
        (name, values) -> {
          if (name.startsWith(prefix)) {
            parameters.add(parameter(row, name, values));
          }
        });
    return new Layer(
        Integer.toString(i),
        row.type(),
        row.role(),
        in,
        out,
        parameters,
        row.role() == ChannelRole.PRODUCES ? macs(parameters, out) : 0);
  }

  private static Parameter parameter(LayerTable.Row row, String name, INDArray values) {
    LayerTable.Axes axes = LayerTable.axes(row, name.substring(name.indexOf('_') + 1));
    List<Integer> shape = Arrays.stream(values.shape()).mapToObj(Math::toIntExact).toList();
    int output = axes.output() == LayerTable.LAST ? shape.size() - 1 : axes.output();
    return new Parameter(name, shape, output, axes.input(), axes.weight());
  }

  /** Each weight of a kernel or matrix is multiplied once for every position of the output. */
  private static long macs(List<Parameter> parameters, Shape out) {
    return parameters.stream()
        .filter(Parameter::weight)
        .mapToLong(weights -> weights.size() * out.height() * out.width())
        .sum();
  }

  static Shape shape(InputType type) {
    if (type instanceof InputType.InputTypeConvolutional maps) {
      return new Shape((int) maps.getChannels(), (int) maps.getHeight(), (int) maps.getWidth());
    }
    if (type instanceof InputType.InputTypeConvolutionalFlat flat) {
      return Shape.flat((int) flat.getFlattenedSize());
    }
    return Shape.flat((int) type.arrayElementsPerExample());
  }
}
