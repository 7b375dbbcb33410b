package org.espalier.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final Network LENET =
      Networks.on(1, 28, 28)
          .convolution("conv1", 20, 5, new Shape(20, 24, 24))
          .pooling("pool1")
          .convolution("conv2", 50, 5, new Shape(50, 8, 8))
          .pooling("pool2")
          .dense("fc1", 500)
          .dense("out", 10)
          .network();

  private static final Network VGG =
      Networks.on(3, 8, 8)
          .convolution("conv1", 16, 3, new Shape(16, 8, 8))
          .batchNorm("bn1")
          .activation("relu1")
          .convolution("conv2", 32, 3, new Shape(32, 8, 8))
          .batchNorm("bn2")
          .activation("relu2")
          .pooling("pool")
          .dense("fc", 64)
          .batchNorm("bn3")
          .dense("out", 10)
          .activation("softmax")
          .network();

  @Test
  void aConvolutionOwnsItsFilterItsBiasAndTheNextInputs() {
    ChannelGroup group = LENET.channelGroups().get(0);

    assertThat(group.name()).isEqualTo("conv1");
    assertThat(group.channels()).isEqualTo(20);
    assertThat(group.filters()).extracting(Slice::toString).containsExactly("conv1_W axis 0");
    assertThat(slices(group)).containsExactly("conv1_W[0]x1", "conv1_b[1]x1", "conv2_W[1]x1");
  }

  @Test
  void behindAFlattenAChannelOwnsHeightTimesWidthInputs() {
    assertThat(slices(LENET.channelGroups().get(1)))
        .containsExactly("conv2_W[0]x1", "conv2_b[1]x1", "fc1_W[0]x16");
    assertThat(slices(VGG.channelGroups().get(1))).contains("fc_W[0]x16");
  }

  @Test
  void aNeuronOwnsItsColumnItsBiasAndTheNextRow() {
    assertThat(slices(LENET.channelGroups().get(2)))
        .containsExactly("fc1_W[1]x1", "fc1_b[1]x1", "out_W[0]x1");
  }

  @Test
  void batchNormalisationGoesWithTheChannelsItFollows() {
    assertThat(slices(VGG.channelGroups().get(0)))
        .containsExactly(
            "conv1_W[0]x1",
            "conv1_b[1]x1",
            "bn1_gamma[1]x1",
            "bn1_beta[1]x1",
            "bn1_mean[1]x1",
            "bn1_var[1]x1",
            "conv2_W[1]x1");
    assertThat(slices(VGG.channelGroups().get(2)))
        .containsExactly(
            "fc_W[1]x1",
            "fc_b[1]x1",
            "bn3_gamma[1]x1",
            "bn3_beta[1]x1",
            "bn3_mean[1]x1",
            "bn3_var[1]x1",
            "out_W[0]x1");
  }

  @Test
  void slicesOfOneParameterCoverItOnce() {
    for (Network network : List.of(LENET, VGG)) {
      for (ChannelGroup group : network.channelGroups()) {
        assertThat(group.slices()).containsAll(group.filters());
        for (Slice slice : group.slices()) {
          assertThat(slice.block() * group.channels())
              .isEqualTo(slice.parameter().shape().get(slice.axis()));
        }
      }
    }
  }

  @Test
  void theAnswerIsNeverCut() {
    assertThat(LENET.channelGroups())
        .extracting(ChannelGroup::name)
        .containsExactly("conv1", "conv2", "fc1");
    assertThat(VGG.channelGroups())
        .extracting(ChannelGroup::name)
        .containsExactly("conv1", "conv2", "fc");
  }

  @Test
  void whatFlowsIntoAnOpaqueLayerIsNeverCut() {
    Network network =
        Networks.on(1, 4, 4)
            .convolution("conv1", 8, 3, new Shape(8, 4, 4))
            .convolution("conv2", 8, 3, new Shape(8, 4, 4))
            .opaque("custom")
            .convolution("conv3", 8, 3, new Shape(8, 4, 4))
            .dense("out", 10)
            .network();

    assertThat(network.channelGroups())
        .extracting(ChannelGroup::name)
        .containsExactly("conv1", "conv3");
  }

  @Test
  void countsWhatLeNetIsKnownToHave() {
    assertThat(LENET.cost().parameters()).isEqualTo(431_080);
    assertThat(LENET.cost().macs())
        .isEqualTo(20 * 25 * 24 * 24 + 50 * 20 * 25 * 8 * 8 + 800 * 500 + 500 * 10);
  }

  @Test
  void weightsAreKernelsAndMatricesAlone() {
    assertThat(VGG.weights())
        .extracting(Parameter::name)
        .containsExactly("conv1_W", "conv2_W", "fc_W", "out_W");
  }

  @Test
  void sizesBeyondAnIntAreCounted() {
    Parameter large = new Parameter("W", List.of(65_536, 65_536), 1, 0, Parameter.Kind.WEIGHT, 0);

    assertThat(large.size()).isEqualTo(65_536L * 65_536L);
    assertThat(new Shape(65_536, 256, 256).size()).isEqualTo(65_536L * 65_536L);
  }

  @Test
  void shapesReadAsPeopleWriteThem() {
    assertThat(new Shape(3, 32, 16)).hasToString("3x32x16");
    assertThat(Shape.flat(10)).hasToString("10");
  }

  @Test
  void refusesShapesAndNetworksOfNothing() {
    assertThatThrownBy(() -> new Shape(0, 1, 1)).hasMessageContaining("0 of 1 x 1");
    assertThatThrownBy(() -> new Network(Map.of("input", Shape.flat(1)), List.of()))
        .hasMessageContaining("at least one layer");
  }

  /** Each as {@code parameter[axis]xblock}. */
  private static List<String> slices(ChannelGroup group) {
    return group.slices().stream()
        .map(slice -> "%s[%d]x%d".formatted(slice.parameter().name(), slice.axis(), slice.block()))
        .toList();
  }
}
