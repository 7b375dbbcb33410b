package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.espalier.engine.net.Net;
import org.espalier.network.Shape;
import org.espalier.sweep.Fit;
import org.espalier.sweep.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Model files: whole ones come back as they were, others are refused with a reason. */
class ModelFileIT {
  private static final Shape INPUT = new Shape(1, 28, 28);
  private static final Model MODEL = Model.fresh(new Origin.Fresh("lenet", INPUT, 10, 1));

  @ParameterizedTest
  @CsvSource({
    "lenet-300-100, 1, 28, 266_610, 266_200",
    "lenet, 1, 28, 431_080, 2_293_000",
    "vgg-small, 3, 32, 1_189_066, 152_805_376",
    "resnet-20, 3, 32, 274_042, 40_813_184"
  })
  void figuresOfArchitectures(String name, int channels, int size, String parameters, String macs) {
    Model model = Model.fresh(new Origin.Fresh(name, new Shape(channels, size, size), 10, 1));
    assertThat(model.network().cost().parameters()).isEqualTo(number(parameters));
    assertThat(model.network().cost().macs()).isEqualTo(number(macs));
    assertThat(model.network().channelGroups()).isNotEmpty();
  }

  private static long number(String written) {
    return Long.parseLong(written.replace("_", ""));
  }

  @Test
  void checkpointComesBackWithItsUpdaterState() {
    Model model = Model.fresh(new Origin.Fresh("lenet", INPUT, 10, 1));
    model.fit(new Fit(0.01, 16, 1, false), RandomRows.of(INPUT, 10, 32, 1), () -> false);
    byte[] checkpoint = model.checkpoint();
    assertThat(Model.read(checkpoint, INPUT).checkpoint()).isEqualTo(checkpoint);
    assertThat(ModelFile.read(checkpoint).updater().getStateViewArray().amaxNumber().doubleValue())
        .isPositive();
  }

  /** Dense parameters and sparse ones are compressed in different ways. */
  @Test
  void zerosMakeSmallFiles() {
    Net net = Architecture.build(new Origin.Fresh("lenet-300-100", INPUT, 10, 1));
    byte[] dense = ModelFile.deliverable(net);
    assertThat(ModelFile.read(dense).flat()).isEqualTo(net.flat());

    net.flat().get(NDArrayIndex.interval(0, net.flat().length() * 95 / 100)).assign(0);
    byte[] sparse = ModelFile.deliverable(net);
    assertThat(ModelFile.read(sparse).flat()).isEqualTo(net.flat());
    assertThat(sparse).hasSizeLessThan(dense.length / 15);
  }

  /** Rows of floats go another way than the rest, but to the same place. */
  @Test
  void arraysAreThoseOfDl4j() throws IOException {
    for (INDArray array :
        List.of(
            Nd4j.rand(1, 7),
            Nd4j.rand(1, 1),
            Nd4j.rand(3, 2),
            Nd4j.createFromArray(1f, 2f, 3f),
            Nd4j.rand(DataType.DOUBLE, 1, 5),
            Nd4j.rand(2, 3).reshape(1, 6),
            Nd4j.rand(2, 3).reshape(6),
            Nd4j.rand(1, 9).getRow(0).get(NDArrayIndex.interval(0, 2, 9)),
            Nd4j.rand(4, 6).getRow(2, true))) {
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      Nd4j.write(array, new DataOutputStream(expected));
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      ArrayBytes.write(array, new DataOutputStream(written));
      assertThat(written.toByteArray()).isEqualTo(expected.toByteArray());
      assertThat(ArrayBytes.read(expected.toByteArray())).isEqualTo(array);
    }
  }

  @Test
  void imageSizeIsInferred() {
    assertThat(Model.read(MODEL.deliverable()).network().input()).isEqualTo(INPUT);
    Shape wide = new Shape(3, 16, 24);
    Model vgg = Model.fresh(new Origin.Fresh("vgg-small", wide, 10, 1));
    assertThat(Model.read(vgg.deliverable()).network().input()).isEqualTo(wide);
  }

  @Test
  void imagesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Model.read(MODEL.deliverable(), new Shape(3, 32, 32)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer 0")
        .hasMessageContaining("3x32x32");
    assertThatThrownBy(() -> Model.read(MODEL.deliverable(), new Shape(1, 32, 32)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer 4");
  }

  @Test
  void truncatedFileIsRefusedWhereverItEnds() {
    byte[] whole = MODEL.deliverable();
    for (int length : new int[] {0, 10, 500, whole.length / 2, whole.length - 1500}) {
      assertThatThrownBy(() -> ModelFile.read(Arrays.copyOf(whole, length)))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void foreignFilesAreRefused() throws IOException {
    assertThatThrownBy(() -> ModelFile.read("no zip".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no DL4J or Keras model");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("readme.txt"));
    }
    assertThatThrownBy(() -> ModelFile.read(bytes.toByteArray()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("readme.txt");
  }

  @Test
  void graphStaysAGraph() throws IOException {
    ComputationGraphConfiguration conf =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .addLayer("out", new OutputLayer.Builder().nIn(4).nOut(2).build(), "in")
            .setOutputs("out")
            .build();
    ComputationGraph graph = new ComputationGraph(conf);
    graph.init();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph, bytes, false);

    byte[] again = ModelFile.deliverable(ModelFile.read(bytes.toByteArray()));

    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(again), false);
    assertThat(restored.params()).isEqualTo(graph.params());
    assertThat(new Dl4jEngine().loadingCall(again, "model.zip"))
        .isEqualTo("ComputationGraph.load(new File(\"model.zip\"), false)");
  }

  @Test
  void usersAreToldHowASequentialModelIsLoaded() {
    assertThat(new Dl4jEngine().loadingCall(MODEL.deliverable(), "net.zip"))
        .isEqualTo("MultiLayerNetwork.load(new File(\"net.zip\"), false)");
  }
}
