package org.espalier.engine.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;

/**
 * What flows out of a Keras layer, as DL4J has it.
 *
 * @param source the DL4J layer or vertex it comes from
 * @param order Keras's place of each value of a vector; empty where the places are the same
 * @param reshaping what the next layer has to do to it first
 * @param lacksChannels whether Keras has it as (height, width) alone; DL4J has one map
 */
record KerasTensor(
    String source,
    InputType type,
    List<Integer> order,
    Optional<InputPreProcessor> reshaping,
    boolean lacksChannels) {

  KerasTensor(
      String source, InputType type, List<Integer> order, Optional<InputPreProcessor> reshaping) {
    this(source, type, order, reshaping, false);
  }

  static KerasTensor of(String source, InputType type) {
    return new KerasTensor(source, type, List.of(), Optional.empty());
  }

  /** A map that Keras has without its one channel. */
  static KerasTensor withoutChannels(String source, int height, int width) {
    InputType map = InputType.convolutional(height, width, 1);
    return new KerasTensor(source, map, List.of(), Optional.empty(), true);
  }

  KerasTensor withChannels() {
    return new KerasTensor(source, type, order, reshaping);
  }

  /** The same values where another layer has them. */
  KerasTensor from(String layer) {
    return new KerasTensor(layer, type, order, reshaping, lacksChannels);
  }

  /** The same values in the same order, out of another layer. */
  KerasTensor through(String layer, InputType newType) {
    return new KerasTensor(layer, newType, order, Optional.empty(), lacksChannels);
  }

  boolean isMaps() {
    return type instanceof InputTypeConvolutional;
  }

  InputTypeConvolutional maps() {
    return (InputTypeConvolutional) type;
  }

  int size() {
    return (int) type.arrayElementsPerExample();
  }

  /** Keras's place of each value, also where it is the same. */
  List<Integer> places() {
    return order.isEmpty() ? IntStream.range(0, size()).boxed().toList() : order;
  }

  /** Keras's places of the values of vectors that are put one after another. */
  static List<Integer> joined(List<KerasTensor> vectors) {
    if (vectors.stream().allMatch(vector -> vector.order.isEmpty())) {
      return List.of();
    }
    List<Integer> places = new ArrayList<>();
    for (KerasTensor vector : vectors) {
      int start = places.size();
      vector.places().forEach(place -> places.add(start + place));
    }
    return places;
  }
}
