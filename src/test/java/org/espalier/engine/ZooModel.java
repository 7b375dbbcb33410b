package org.espalier.engine;

import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.zoo.model.AlexNet;
import org.deeplearning4j.zoo.model.Darknet19;
import org.deeplearning4j.zoo.model.FaceNetNN4Small2;
import org.deeplearning4j.zoo.model.InceptionResNetV1;
import org.deeplearning4j.zoo.model.LeNet;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.SimpleCNN;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.deeplearning4j.zoo.model.TinyYOLO;
import org.deeplearning4j.zoo.model.UNet;
import org.deeplearning4j.zoo.model.VGG16;
import org.deeplearning4j.zoo.model.VGG19;
import org.deeplearning4j.zoo.model.Xception;
import org.deeplearning4j.zoo.model.YOLO2;
import org.espalier.engine.net.GraphNet;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.SequentialNet;
import org.espalier.network.Shape;

/**
 * A CNN of DL4J's zoo, built without its weights for images that are small: what flows where does
 * not depend on their size.
 */
public enum ZooModel {
  LENET("LeNet", 1, 28, true, s -> LeNet.builder().numClasses(10).inputShape(s).build().init()),
  SIMPLE_CNN(
      "SimpleCNN",
      3,
      48,
      true,
      s -> SimpleCNN.builder().numClasses(10).inputShape(s).build().init()),
  SQUEEZE_NET(
      "SqueezeNet",
      3,
      64,
      true,
      s -> SqueezeNet.builder().numClasses(10).inputShape(s).build().init()),
  FACE_NET(
      "FaceNetNN4Small2",
      3,
      96,
      true,
      s -> FaceNetNN4Small2.builder().numClasses(10).inputShape(s).build().init()),
  DARKNET(
      "Darknet19",
      3,
      64,
      false,
      s -> Darknet19.builder().numClasses(10).inputShape(s).build().init()),
  TINY_YOLO(
      "TinyYOLO", 3, 64, false, s -> TinyYOLO.builder().numClasses(5).inputShape(s).build().init()),
  YOLO_2("YOLO2", 3, 64, false, s -> YOLO2.builder().numClasses(5).inputShape(s).build().init()),
  UNET("UNet", 3, 32, false, s -> UNet.builder().numClasses(1).inputShape(s).build().init()),
  RESNET50(
      "ResNet50",
      3,
      128,
      false,
      s -> ResNet50.builder().numClasses(10).inputShape(s).build().init()),
  XCEPTION(
      "Xception",
      3,
      96,
      false,
      s -> Xception.builder().numClasses(10).inputShape(s).build().init()),
  INCEPTION_RESNET(
      "InceptionResNetV1",
      3,
      160,
      false,
      s -> InceptionResNetV1.builder().numClasses(10).inputShape(s).build().init()),
  /** By the paper, since DL4J's own cannot be built. */
  NASNET("NASNet-A", 3, 64, false, s -> NasNet.build(s[0], s[1], 10)),
  ALEX_NET(
      "AlexNet", 3, 224, false, s -> AlexNet.builder().numClasses(10).inputShape(s).build().init()),
  VGG_16("VGG16", 3, 64, false, s -> VGG16.builder().numClasses(10).inputShape(s).build().init()),
  VGG_19("VGG19", 3, 64, false, s -> VGG19.builder().numClasses(10).inputShape(s).build().init());

  private final String label;
  private final int channels;
  private final int side;
  private final boolean small;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda that holds nothing
  private final Function<int[], Object> builder;

  ZooModel(String label, int channels, int side, boolean small, Function<int[], Object> builder) {
    this.label = label;
    this.channels = channels;
    this.side = side;
    this.small = small;
    this.builder = builder;
  }

  /** As DL4J calls it. */
  public String label() {
    return label;
  }

  /** The images it is built for. */
  public Shape image() {
    return new Shape(channels, side, side);
  }

  /** Whether all that is done with it takes seconds. */
  public boolean small() {
    return small;
  }

  Net build() {
    int[] shape = {channels, side, side};
    Object built = builder.apply(shape);
    return built instanceof MultiLayerNetwork sequential
        ? new SequentialNet(sequential)
        : new GraphNet((ComputationGraph) built);
  }
}
