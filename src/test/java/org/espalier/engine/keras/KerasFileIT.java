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
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
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
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
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
        "two-inputs.keras2.h5",
        "two-inputs.keras",
        "activated-images.keras",
        "activated-rows.keras",
        "no-channels.keras",
        "gray.keras2.h5",
        "gray.keras",
        "logits.keras2.h5",
        "logits.keras",
        "several-logits.keras",
        "several-logits.keras3.h5",
        "flat-rows.keras",
        "two-sizes.keras",
        "keyword.keras"
      })
  void answersAsInKeras(String name) {
    byte[] file = bytes(name);
    assertThat(KerasFile.matches(file)).isTrue();
    ComputationGraph network = KerasFile.read(file);
    JsonNode recorded = recorded(name);
    INDArray[] images = images(recorded);
    INDArray[] outputs = network.output(images);
    assertThat(outputs).hasSize(recorded.path("outputs").size());
    for (int i = 0; i < outputs.length; i++) {
      assertClose(outputs[i], array(recorded.path("outputs").path(i)));
    }
    assertThat(rewritten(network).output(images)).isEqualTo(outputs);
  }

  @ParameterizedTest
  @CsvSource({
    "sequential.keras, 3x9x11",
    "functional.keras2.h5, 3x8x10",
    "channels-first.keras, 3x9x7",
    "no-channels.keras, 1x6x8",
    "two-inputs.keras, 5 2x6x7",
    "two-sizes.keras, 2x6x9 1x5x4",
    "flat-rows.keras, 1x6x7"
  })
  void tellsWhatImagesItTakes(String name, String shapes) {
    byte[] file = bytes(name);
    assertThat(KerasFile.open(file).inputs())
        .map(Shape::toString)
        .containsExactly(shapes.split(" "));
    assertThat(org.espalier.engine.Model.read(file).network().inputs().values())
        .map(Shape::toString)
        .containsExactly(shapes.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential.keras", "functional.keras"})
  void trains(String name) {
    ComputationGraph network = KerasFile.read(bytes(name));
    INDArray images = array(recorded(name).path("images"));
    INDArray labels = network.outputSingle(images).dup();
    labels.assign(0).putColumn(2, Nd4j.ones(images.size(0)));
    double before = network.score(new DataSet(images, labels));
    for (int step = 0; step < 20; step++) {
      network.fit(new DataSet(images, labels));
    }
    assertThat(network.score(new DataSet(images, labels))).isLessThan(before);
  }

  @Test
  void readingItAgainGivesTheSameFile() {
    byte[] once = org.espalier.engine.Model.read(bytes("functional.keras")).checkpoint();
    assertThat(org.espalier.engine.Model.read(bytes("functional.keras")).checkpoint())
        .isEqualTo(once);
  }

  @Test
  void layersKeepTheirNamesInAChainToo() {
    assertThat(KerasFile.read(bytes("named.keras")).getLayers())
        .extracting(layer -> layer.conf().getLayer().getLayerName())
        .containsExactly("stem", "pool", "block1_conv", "head");
  }

  @ParameterizedTest
  @ValueSource(strings = {"logits.keras2.h5", "logits.keras"})
  void logitsOfACrossEntropyAreProbabilitiesWithOne(String name) {
    OutputLayer last =
        (OutputLayer) KerasFile.read(bytes(name)).getOutputLayer(0).conf().getLayer();
    assertThat(last.getLossFn()).isInstanceOf(LossMCXENT.class);
  }

  @ParameterizedTest
  @CsvSource({
    "shared.keras, layer 'twice' (Conv2D) of the Keras model cannot be read: it is used 2 times",
    "unknown.keras, layer 'norm' (LayerNormalization) of the Keras model cannot be read: no such",
    "widened.keras, layer 'wide' (Concatenate) of the Keras model cannot be read: it takes images",
    "slopes.keras, layer 'slopes' (PReLU) of the Keras model cannot be read: it takes images",
    "custom.keras, layer 'tripled' (Conv2D) of the Keras model cannot be read: it is a class of",
    "custom-activation.keras, layer 'tripling' (Conv2D) of the Keras model cannot be read: its",
    "in-training.keras2.h5, it is called with training=True, and does always what others do",
    "masked.keras, layer 'masked' (BatchNormalization) of the Keras model cannot be read: it is",
    "minimum.keras, layer 'least' (Minimum) of the Keras model cannot be read: no such layer",
    "vector-slopes.keras, layer 'slopes' (PReLU) of the Keras model cannot be read: it takes a",
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
      assertThat(KerasFile.matches(cut)).isTrue();
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

  /** One batch for each of the model's inputs. */
  private static INDArray[] images(JsonNode recorded) {
    JsonNode images = recorded.path("images");
    return images.isArray()
        ? StreamSupport.stream(images.spliterator(), false)
            .map(KerasFileIT::array)
            .toArray(INDArray[]::new)
        : new INDArray[] {array(images)};
  }

  /** The model after it was written as DL4J's zip, and read again. */
  private static ComputationGraph rewritten(Model network) {
    try {
      return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(written(network)));
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
