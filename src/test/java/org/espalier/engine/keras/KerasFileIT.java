package org.espalier.engine.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.espalier.engine.Architecture;
import org.espalier.network.Shape;
import org.espalier.sweep.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Models that Keras wrote answer as they do in Keras; {@code keras/make_models.py} made them. */
class KerasFileIT {
  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sequential.keras2.h5",
        "sequential.keras3.h5",
        "sequential.keras",
        "functional.keras2.h5",
        "functional.keras",
        "two-outputs.keras",
        "channels-first.keras",
        "plain-flatten.keras",
        "two-inputs.keras",
        "vector.keras"
      })
  void answersAsInKeras(String name) {
    byte[] file = bytes(name);
    assertThat(KerasFile.matches(file)).isTrue();
    Model network = KerasFile.read(file);
    JsonNode recorded = recorded(name);
    INDArray[] images = images(recorded);
    INDArray[] outputs = output(network, images);
    assertThat(outputs).hasSize(recorded.path("outputs").size());
    for (int i = 0; i < outputs.length; i++) {
      assertClose(outputs[i], array(recorded.path("outputs").path(i)));
    }
    assertThat(output(rewritten(network), images)).isEqualTo(outputs);
  }

  @ParameterizedTest
  @CsvSource({
    "sequential.keras, 3, 9, 11",
    "functional.keras2.h5, 3, 8, 10",
    "channels-first.keras, 3, 9, 7"
  })
  void tellsWhatImagesItTakes(String name, int channels, int height, int width) {
    assertThat(KerasFile.open(bytes(name)).images().values())
        .containsExactly(new Shape(channels, height, width));
  }

  @Test
  void tellsWhatEachInputTakes() {
    assertThat(KerasFile.open(bytes("two-inputs.keras")).images())
        .containsExactly(
            Map.entry("first", new Shape(3, 8, 7)), Map.entry("second", new Shape(2, 6, 5)));
  }

  @Test
  void aChainOfLayersIsAMultiLayerNetworkAndTrains() {
    MultiLayerNetwork network = (MultiLayerNetwork) KerasFile.read(bytes("sequential.keras"));
    INDArray images = images(recorded("sequential.keras"))[0];
    INDArray labels = network.output(images).dup();
    labels.assign(0).putColumn(2, Nd4j.ones(images.size(0)));
    double before = network.score(new DataSet(images, labels));
    for (int step = 0; step < 20; step++) {
      network.fit(images, labels);
    }
    assertThat(network.score(new DataSet(images, labels))).isLessThan(before);
  }

  @Test
  void branchesAreAComputationGraphAndTrain() {
    ComputationGraph network = (ComputationGraph) KerasFile.read(bytes("functional.keras"));
    INDArray images = images(recorded("functional.keras"))[0];
    INDArray labels = network.outputSingle(images).dup();
    labels.assign(0).putColumn(2, Nd4j.ones(images.size(0)));
    double before = network.score(new DataSet(images, labels));
    for (int step = 0; step < 20; step++) {
      network.fit(new DataSet(images, labels));
    }
    assertThat(network.score(new DataSet(images, labels))).isLessThan(before);
  }

  @ParameterizedTest
  @CsvSource({
    "shared.keras, layer 'twice' (Conv2D) of the Keras model cannot be read: it is used 2 times",
    "unknown.keras, layer 'norm' (LayerNormalization) of the Keras model cannot be read: no such",
    "no-channels.keras, layer 'beside' (Concatenate) of the Keras model cannot be read: it reads an input",
    "grey-separable.keras, layer 'grey' (SeparableConv2D) of the Keras model cannot be read: it reads a",
    "custom.keras, layer 'own' (Conv2D) of the Keras model cannot be read: it is no layer of Keras's own",
    "in-training.keras, layer 'norm' (BatchNormalization) of the Keras model cannot be read: it is called",
    "in-training.keras2.h5, layer 'norm' (BatchNormalization) of the Keras model cannot be read: it is",
    "weights-only.h5, it holds weights alone"
  })
  void refusesByName(String name, String message) {
    assertRefused(bytes(name), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential.keras2.h5", "sequential.keras3.h5", "sequential.keras"})
  void refusesWhatIsCutOffAnywhere(String name) {
    byte[] file = bytes(name);
    for (int part = 1; part < 8; part++) {
      byte[] cut = Arrays.copyOf(file, file.length * part / 8);
      assertRefused(cut, "the Keras file is truncated or damaged");
    }
  }

  @Test
  void isNoDl4jModelAndNoOtherFile() {
    Model fresh =
        Architecture.build(new Origin.Fresh("lenet", new Shape(1, 28, 28), 10, 1)).model();
    assertThat(KerasFile.matches(written(fresh))).isFalse();
    assertThat(KerasFile.matches("{}".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(KerasFile.matches(new byte[0])).isFalse();
  }

  private static void assertRefused(byte[] file, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KerasFile.read(file))
        .withMessageContaining(message)
        .satisfies(refusal -> assertThat(refusal.getMessage().lines()).hasSize(1));
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.dup('c').data().asFloat())
        .usingComparatorWithPrecision((float) TOLERANCE)
        .containsExactly(expected.data().asFloat());
    assertThat(expected.maxNumber().doubleValue())
        .as("the recording shows something")
        .isNotCloseTo(expected.minNumber().doubleValue(), within(10 * TOLERANCE));
  }

  private static INDArray[] output(Model network, INDArray... images) {
    INDArray[] own = Stream.of(images).map(INDArray::dup).toArray(INDArray[]::new);
    return network instanceof MultiLayerNetwork chain
        ? new INDArray[] {chain.output(own[0])}
        : ((ComputationGraph) network).output(own);
  }

  /** For each input of the model. */
  private static INDArray[] images(JsonNode recorded) {
    return StreamSupport.stream(recorded.path("images").spliterator(), false)
        .map(KerasFileIT::array)
        .toArray(INDArray[]::new);
  }

  /** The model after it was written as DL4J's zip, and read again. */
  private static Model rewritten(Model network) {
    InputStream file = new ByteArrayInputStream(written(network));
    try {
      return network instanceof MultiLayerNetwork
          ? ModelSerializer.restoreMultiLayerNetwork(file)
          : ModelSerializer.restoreComputationGraph(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] written(Model network) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(network, file, true);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return file.toByteArray();
  }

  private static INDArray array(JsonNode node) {
    float[] values = new float[node.path("values").size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.path("values").get(i).floatValue();
    }
    long[] shape =
        StreamSupport.stream(node.path("shape").spliterator(), false)
            .mapToLong(JsonNode::asLong)
            .toArray();
    return Nd4j.create(values, shape, 'c');
  }

  private static JsonNode recorded(String name) {
    try (InputStream file = resource(name + ".json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String name) {
    try (InputStream file = new GZIPInputStream(resource(name + ".gz"))) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static InputStream resource(String name) {
    return KerasFileIT.class.getResourceAsStream(name);
  }
}
