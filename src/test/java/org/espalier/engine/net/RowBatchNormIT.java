package org.espalier.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Batch normalisation by rows against DL4J's own, in double precision and without helpers. */
class RowBatchNormIT {
  private static final int ROWS = 12;
  private static final int CLASSES = 5;

  @BeforeEach
  void engage() {
    Environment.getInstance().setUseONEDNN(true);
    Nd4j.getRandom().setSeed(7);
  }

  /** Convolved maps have 144, 25 and 4 values: with a rest of four and without. */
  @ParameterizedTest
  @ValueSource(ints = {13, 6, 3})
  void gradientsOfMaps(int side) {
    INDArray images = Nd4j.rand(ROWS, 3, side, side).subi(0.3);

    assertGradientsAgree(
        images,
        maps(DataType.FLOAT, side, CNN2DFormat.NCHW),
        maps(DataType.DOUBLE, side, CNN2DFormat.NCHW));
  }

  @Test
  void gradientsOfVectors() {
    assertGradientsAgree(
        Nd4j.rand(ROWS, 9).subi(0.3), vectors(DataType.FLOAT), vectors(DataType.DOUBLE));
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void trainsAsDl4jDoes(CNN2DFormat format) {
    INDArray images = Nd4j.rand(ROWS, 3, 8, 8);
    if (format == CNN2DFormat.NHWC) {
      images = images.permute(0, 2, 3, 1).dup('c');
    }
    MultiLayerNetwork plain = maps(DataType.FLOAT, 8, format);
    MultiLayerNetwork byRows = maps(DataType.FLOAT, 8, format);
    byRows.setParams(plain.params());
    new SequentialNet(byRows);

    for (int step = 0; step < 5; step++) {
      plain.fit(new DataSet(images, labels(DataType.FLOAT)));
      byRows.fit(new DataSet(images, labels(DataType.FLOAT)));
    }

    assertThat(plain.params().sub(byRows.params()).amaxNumber().doubleValue()).isLessThan(1e-5);
    assertThat(plain.output(images).sub(byRows.output(images)).amaxNumber().doubleValue())
        .isLessThan(1e-5);
  }

  private static void assertGradientsAgree(
      INDArray input, MultiLayerNetwork byRows, MultiLayerNetwork exact) {
    exact.setParams(byRows.params().castTo(DataType.DOUBLE));
    new SequentialNet(byRows);
    INDArray expected = gradients(exact, input);
    double largest = expected.amaxNumber().doubleValue();

    INDArray difference = gradients(byRows, input).subi(expected);

    assertThat(largest).isGreaterThan(0.01);
    assertThat(difference.amaxNumber().doubleValue()).isLessThan(1e-5 * largest);
  }

  private static INDArray gradients(MultiLayerNetwork network, INDArray input) {
    DataType type = network.params().dataType();
    network.setInput(input.castTo(type));
    network.setLabels(labels(type));
    network.computeGradientAndScore();
    return network.gradient().gradient().castTo(DataType.DOUBLE);
  }

  private static INDArray labels(DataType type) {
    INDArray labels = Nd4j.zeros(type, ROWS, CLASSES);
    for (int row = 0; row < ROWS; row++) {
      labels.putScalar(row, row % CLASSES, 1);
    }
    return labels;
  }

  private static MultiLayerNetwork maps(DataType type, int side, CNN2DFormat format) {
    var convolved = new ConvolutionLayer.Builder(2, 2).nOut(7).activation(Activation.IDENTITY);
    return network(
        type,
        InputType.convolutional(side, side, 3, format),
        convolved.build(),
        new BatchNormalization.Builder().build(),
        new ConvolutionLayer.Builder(2, 2).nOut(4).activation(Activation.TANH).build());
  }

  private static MultiLayerNetwork vectors(DataType type) {
    return network(
        type,
        InputType.feedForward(9),
        new DenseLayer.Builder().nOut(6).activation(Activation.IDENTITY).build(),
        new BatchNormalization.Builder().useLogStd(false).build());
  }

  private static MultiLayerNetwork network(
      DataType type, InputType input, org.deeplearning4j.nn.conf.layers.Layer... layers) {
    var list =
        new NeuralNetConfiguration.Builder().seed(1).dataType(type).updater(new Sgd(0.1)).list();
    List.of(layers).forEach(list::layer);
    list.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(CLASSES)
            .activation(Activation.SOFTMAX)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(input).build());
    network.init();
    return network;
  }
}
