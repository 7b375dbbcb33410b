package org.espalier.engine.keras;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;

/** Keras's layers that take several inputs, as vertices of a DL4J graph. */
final class KerasVertices {
  private static final String CONCATENATE = "Concatenate";

  private static final Map<String, ElementWiseVertex.Op> ELEMENT_WISE =
      Map.of(
          "Add", ElementWiseVertex.Op.Add,
          "Subtract", ElementWiseVertex.Op.Subtract,
          "Multiply", ElementWiseVertex.Op.Product,
          "Average", ElementWiseVertex.Op.Average,
          "Maximum", ElementWiseVertex.Op.Max);

  static final Set<String> TYPES = types();

  private KerasVertices() {}

  static boolean isElementWise(String type) {
    return ELEMENT_WISE.containsKey(type);
  }

  static GraphVertex vertex(KerasLayer layer) {
    return layer.type().equals(CONCATENATE)
        ? new MergeVertex()
        : new ElementWiseVertex(ELEMENT_WISE.get(layer.type()));
  }

  /** What flows out, where the inputs fit together. */
  static KerasTensor output(KerasLayer layer, List<KerasTensor> inputs, KerasLayout layout) {
    return layer.type().equals(CONCATENATE)
        ? concatenated(layer, inputs, layout)
        : combined(layer, inputs);
  }

  private static KerasTensor concatenated(
      KerasLayer layer, List<KerasTensor> inputs, KerasLayout layout) {
    InputType first = inputs.get(0).type();
    if (!layout.isChannelAxis(layer.config().path("axis"), first)) {
      throw layer.unsupported(
          "its axis is %s, which is not that of the channels"
              .formatted(layer.config().path("axis")));
    }
    InputType type = new MergeVertex().getOutputType(0, types(inputs));
    List<Integer> order =
        KerasTensor.joined(first instanceof InputTypeConvolutional ? List.of() : inputs);
    return new KerasTensor(layer.name(), type, order, Optional.empty());
  }

  private static KerasTensor combined(KerasLayer layer, List<KerasTensor> inputs) {
    KerasTensor largest = Collections.max(inputs, Comparator.comparingInt(KerasTensor::size));
    for (KerasTensor input : inputs) {
      if (!fits(input, largest)) {
        throw layer.unsupported(
            "its inputs differ in shape, %s and %s".formatted(input.type(), largest.type()));
      }
      if (!input.order().equals(largest.order())) {
        throw layer.unsupported("it combines a flattened input with one that is not");
      }
    }
    return largest.through(layer.name(), largest.type());
  }

  /** Equal, or one value for each of the other's maps, as squeeze-and-excitation multiplies. */
  private static boolean fits(KerasTensor input, KerasTensor largest) {
    if (input.isMaps() && largest.isMaps()) {
      return input.maps().getChannels() == largest.maps().getChannels()
          && (input.size() == largest.size() || input.size() == input.maps().getChannels());
    }
    return input.isMaps() == largest.isMaps() && input.size() == largest.size();
  }

  private static InputType[] types(List<KerasTensor> inputs) {
    return inputs.stream().map(KerasTensor::type).toArray(InputType[]::new);
  }

  private static Set<String> types() {
    Set<String> types = new TreeSet<>(ELEMENT_WISE.keySet());
    types.add(CONCATENATE);
    return types;
  }
}
