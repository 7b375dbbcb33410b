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
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.espalier.engine.feed.RowBatches;
import org.espalier.engine.net.InputFormat;
import org.espalier.engine.net.InputShape;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.NetworkReader;
import org.espalier.engine.net.OneDnn;
import org.espalier.engine.net.SequentialNet;
import org.espalier.engine.surgery.Surgery;
import org.espalier.network.Shape;
import org.espalier.sweep.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Convolution, pooling and batch normalisation run on oneDNN, whatever creates the network. */
class OneDnnIT {
  private static final Shape INPUT = new Shape(3, 16, 16);
  private static final Origin.Fresh VGG = new Origin.Fresh("vgg-small", INPUT, 4, 1);

  /** Another test in this JVM may have read a network that makes the engine do without. */
  @BeforeEach
  @AfterEach
  void engage() {
    Environment.getInstance().setUseONEDNN(true);
  }

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

  /** On NHWC maps oneDNN would read what a separable convolution gives as if it were NCHW. */
  @Test
  void isLeftOutBehindSeparableConvolutionsOnNhwcMaps() {
    Net first = separable(CNN2DFormat.NCHW);
    assertThat(OneDnn.engaged()).isTrue();
    Net last = separable(CNN2DFormat.NHWC);
    assertThat(OneDnn.engaged()).isFalse();
    last.flat().assign(first.flat());
    INDArray images = Nd4j.rand(2, 3, 8, 8);

    INDArray expected = first.output(images.dup())[0];
    INDArray answer = last.output(images.permute(0, 2, 3, 1).dup('c'))[0];

    assertThat(answer.permute(0, 3, 1, 2).sub(expected).amaxNumber().doubleValue())
        .isLessThan(1e-5);
  }

  private static Net separable(CNN2DFormat format) {
    var network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new SeparableConvolution2D.Builder(3, 3).nOut(4).build())
                .layer(
                    new org.deeplearning4j.nn.conf.layers.ConvolutionLayer.Builder(1, 1)
                        .nOut(5)
                        .build())
                .layer(new CnnLossLayer.Builder().build())
                .setInputType(InputType.convolutional(8, 8, 3, format))
                .build());
    network.init();
    return new SequentialNet(network);
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
                    .matches("MKLDNN.*|RowBatchNorm"));
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
