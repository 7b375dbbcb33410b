package org.espalier.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.espalier.engine.net.Net;
import org.espalier.engine.net.Node;
import org.espalier.network.Shape;

/** A network as {@code jobs/bench/prune_in_torch.py} reads it. */
final class TorchWiring {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TorchWiring() {}

  static ObjectNode of(Net net, Shape image) {
    ObjectNode wiring = JSON.createObjectNode().put("input", net.topology().inputs().get(0));
    wiring.putArray("image").add(image.channels()).add(image.height()).add(image.width());
    net.topology().nodes().forEach(node -> wiring.withArray("nodes").add(of(node)));
    return wiring;
  }

  private static ObjectNode of(Node node) {
    ObjectNode wired =
        JSON.createObjectNode()
            .put("name", node.name())
            .put("kind", kind(node.conf()))
            .put("activation", activation(node.conf()));
    node.inputs().forEach(wired.putArray("inputs")::add);
    if (node.conf() instanceof FeedForwardLayer layer) {
      wired.put("in", layer.getNIn()).put("out", layer.getNOut());
    }
    if (node.conf() instanceof ConvolutionLayer layer) {
      boolean depthwise = layer instanceof DepthwiseConvolution2D;
      wired.put("groups", depthwise ? layer.getNIn() : 1).put("bias", layer.hasBias());
      put(wired, "dilation", layer.getDilation());
      putWindow(
          wired,
          layer.getKernelSize(),
          layer.getStride(),
          layer.getPadding(),
          layer.getConvolutionMode());
    }
    if (node.conf() instanceof SubsamplingLayer layer) {
      putWindow(
          wired,
          layer.getKernelSize(),
          layer.getStride(),
          layer.getPadding(),
          layer.getConvolutionMode());
    }
    if (node.conf() instanceof DenseLayer || node.conf() instanceof OutputLayer) {
      wired.put("bias", true);
    }
    if (node.conf() instanceof ZeroPaddingLayer layer) {
      int[] rows = layer.getPadding();
      put(wired, "padding", rows[2], rows[3], rows[0], rows[1]);
    }
    return wired;
  }

  private static String kind(Object conf) {
    if (conf instanceof ConvolutionLayer) {
      return "convolution";
    }
    if (conf instanceof DenseLayer || conf instanceof OutputLayer) {
      return "dense";
    }
    if (conf instanceof BatchNormalization) {
      return "batch-norm";
    }
    if (conf instanceof SubsamplingLayer pooling) {
      return pooling.getPoolingType().name().toLowerCase(Locale.ROOT);
    }
    if (conf instanceof GlobalPoolingLayer pooling) {
      return "global-" + pooling.getPoolingType().name().toLowerCase(Locale.ROOT);
    }
    if (conf instanceof ZeroPaddingLayer) {
      return "pad";
    }
    if (conf instanceof CnnToFeedForwardPreProcessor) {
      return "flatten";
    }
    if (conf instanceof ElementWiseVertex) {
      return "add";
    }
    if (conf instanceof MergeVertex) {
      return "merge";
    }
    if (conf instanceof ActivationLayer
        || conf instanceof DropoutLayer
        || conf instanceof LossLayer) {
      return "pass";
    }
    throw new IllegalArgumentException("no counterpart of " + conf);
  }

  private static String activation(Object conf) {
    if (conf instanceof ActivationLayer alone) {
      return alone.getActivationFn().toString();
    }
    boolean applies = conf instanceof BaseLayer && !(conf instanceof BatchNormalization);
    return applies ? ((BaseLayer) conf).getActivationFn().toString() : "identity";
  }

  /** DL4J pads by itself in the mode "same", whatever padding it was told. */
  private static void putWindow(
      ObjectNode wired, int[] kernel, int[] stride, int[] padding, ConvolutionMode mode) {
    boolean same = mode == ConvolutionMode.Same;
    put(wired.put("same", same), "kernel", kernel);
    put(wired, "stride", stride);
    put(wired, "padding", same ? new int[] {0, 0} : padding);
  }

  private static void put(ObjectNode wired, String name, int... values) {
    var array = wired.putArray(name);
    for (int value : values) {
      array.add(value);
    }
  }
}
