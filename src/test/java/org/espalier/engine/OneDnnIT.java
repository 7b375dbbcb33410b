package org.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.espalier.network.Shape;
import org.espalier.sweep.Origin;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

/** Convolution, pooling and batch normalisation run on oneDNN, whatever creates the network. */
class OneDnnIT {
  private static final Shape INPUT = new Shape(3, 16, 16);
  private static final Origin.Fresh VGG = new Origin.Fresh("vgg-small", INPUT, 4, 1);

  @Test
  void freshNetwork() {
    assertThat(OneDnn.engaged()).isTrue();
    assertEngaged(Architecture.build(VGG));
  }

  @Test
  void loadedNetwork() {
    assertEngaged(ModelFile.read(ModelFile.checkpoint(Architecture.build(VGG))));
  }

  @Test
  void clonedAndCutNetworks() {
    Net net = Architecture.build(VGG);
    assertEngaged(net.copy());
    assertEngaged(Surgery.cut(net, NetworkReader.read(net, InputShape.like(net, INPUT)), Map.of()));
  }

  /**
   * DL4J by itself, in a JVM where nobody calls Espalier: so it is on an executor of dl4j-spark.
   */
  @Test
  void networkMadeByDl4jAlone() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PlainDl4j.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(printed).isZero();
    assertThat(printed.lines().toList())
        .contains("MKLDNNConvHelper", "MKLDNNSubsamplingHelper", "MKLDNNBatchNormHelper");
  }

  @Test
  void networkTrainedByDl4jSpark() {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("dl4j-spark on oneDNN")
            .set("spark.ui.enabled", "false");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      var master =
          new ParameterAveragingTrainingMaster.Builder(8)
              .averagingFrequency(1)
              .rddTrainingApproach(RDDTrainingApproach.Direct)
              .build();
      var network = (MultiLayerNetwork) Architecture.build(VGG).model();
      var training = new SparkDl4jMultiLayer(spark, network, master);
      assertEngaged(training.fit(spark.parallelize(examples(), 2)));
    }
  }

  private static List<DataSet> examples() {
    List<DataSet> examples = new ArrayList<>();
    RowBatches rows = RowBatches.inOrder(RandomRows.of(INPUT, 4, 16, 1), 8, InputFormat.NCHW);
    rows.forEachRemaining(batch -> examples.addAll(batch.asList()));
    return examples;
  }

  private static void assertEngaged(Net net) {
    assertEngaged((MultiLayerNetwork) net.model());
  }

  private static void assertEngaged(MultiLayerNetwork network) {
    assertThat(accelerated(network)).hasSize(15);
    assertThat(accelerated(network))
        .allSatisfy(
            layer ->
                assertThat(layer.getHelper())
                    .as("%s's helper", layer.getClass().getSimpleName())
                    .isNotNull()
                    .extracting(helper -> helper.getClass().getSimpleName())
                    .asString()
                    .startsWith("MKLDNN"));
  }

  private static List<Layer> accelerated(MultiLayerNetwork network) {
    return List.of(network.getLayers()).stream()
        .filter(
            layer ->
                layer instanceof ConvolutionLayer
                    || layer instanceof SubsamplingLayer
                    || layer instanceof BatchNormalization)
        .toList();
  }
}
