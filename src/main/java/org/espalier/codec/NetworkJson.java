package org.espalier.codec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.espalier.network.ChannelGroup;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.espalier.network.Slice;

/** A network's layers, what they cost, and its channel groups, as {@code inspect} prints them. */
public final class NetworkJson {
  private NetworkJson() {}

  public static String write(Network network) {
    ObjectNode root = Json.object();
    root.set("input", shape(network.input()));
    root.put("parameters", network.cost().parameters());
    root.put("macs", network.cost().macs());
    ArrayNode layers = root.putArray("layers");
    network.layers().forEach(layer -> layers.add(layer(layer)));
    ArrayNode groups = root.putArray("channel_groups");
    network.channelGroups().forEach(group -> groups.add(group(group)));
    ObjectNode fixed = root.putObject("never_cut");
    network.fixedChannels().forEach(fixed::put);
    return Json.pretty(root);
  }

  private static ObjectNode layer(Layer layer) {
    ObjectNode object = Json.object().put("name", layer.name()).put("type", layer.type());
    object.set("inputs", Json.tree(layer.inputs()));
    object.set("in", shape(layer.in()));
    object.set("out", shape(layer.out()));
    ArrayNode parameters = object.putArray("parameters");
    layer.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
    return object.put("macs", layer.macs());
  }

  private static ObjectNode parameter(Parameter parameter) {
    ObjectNode object = Json.object().put("name", parameter.name());
    object.set("shape", Json.tree(parameter.shape()));
    return object.put("weight", parameter.weight());
  }

  private static ObjectNode group(ChannelGroup group) {
    ObjectNode object = Json.object().put("name", group.name()).put("channels", group.channels());
    object.set("filters", Json.tree(group.filters().stream().map(NetworkJson::array).toList()));
    ArrayNode slices = object.putArray("slices");
    group.slices().forEach(slice -> slices.add(slice(slice)));
    return object;
  }

  private static String array(Slice slice) {
    return slice.parameter().name();
  }

  private static ObjectNode slice(Slice slice) {
    return Json.object()
        .put("parameter", slice.parameter().name())
        .put("axis", slice.axis())
        .put("block", slice.block());
  }

  /** Channels, height, width. */
  private static ArrayNode shape(Shape shape) {
    return Json.array().add(shape.channels()).add(shape.height()).add(shape.width());
  }
}
