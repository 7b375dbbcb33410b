package org.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.espalier.network.ChannelFlow;
import org.espalier.network.Layer;
import org.espalier.network.Layout;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.espalier.network.Silence;
import org.junit.jupiter.api.Test;

class NetworkJsonTest {
  private static final Network NETWORK =
      new Network(
          Map.of("input", new Shape(1, 4, 4)),
          List.of(
              new Layer(
                  "conv",
                  "convolution",
                  List.of("input"),
                  new ChannelFlow.Makes(),
                  Silence.MAKES,
                  false,
                  new Shape(1, 4, 4),
                  new Shape(2, 2, 2),
                  List.of(
                      new Parameter("0_W", List.of(2, 1, 3, 3), 0, 1, Parameter.Kind.WEIGHT, 72),
                      new Parameter(
                          "0_b", List.of(1, 2), 1, Parameter.NONE, Parameter.Kind.OTHER, 0)),
                  null),
              new Layer(
                  "flat",
                  "flatten",
                  List.of("conv"),
                  new ChannelFlow.Reshapes(
                      new Shape(2, 2, 2),
                      Layout.CHANNELS_FIRST,
                      Shape.flat(8),
                      Layout.CHANNELS_FIRST),
                  Silence.KEEPS,
                  false,
                  new Shape(2, 2, 2),
                  Shape.flat(8),
                  List.of(),
                  null),
              new Layer(
                  "out",
                  "output",
                  List.of("flat"),
                  new ChannelFlow.Makes(),
                  Silence.MAKES,
                  false,
                  Shape.flat(8),
                  Shape.flat(3),
                  List.of(new Parameter("1_W", List.of(8, 3), 1, 0, Parameter.Kind.WEIGHT, 24)),
                  "it is the network's answer")));

  @Test
  void showsLayersTotalsAndGroups() {
    assertThat(NetworkJson.write(NETWORK))
        .isEqualTo(
            """
            {
              "input" : [ 1, 4, 4 ],
              "parameters" : 44,
              "macs" : 96,
              "layers" : [ {
                "name" : "conv",
                "type" : "convolution",
                "inputs" : [ "input" ],
                "in" : [ 1, 4, 4 ],
                "out" : [ 2, 2, 2 ],
                "parameters" : [ {
                  "name" : "0_W",
                  "shape" : [ 2, 1, 3, 3 ],
                  "weight" : true
                }, {
                  "name" : "0_b",
                  "shape" : [ 1, 2 ],
                  "weight" : false
                } ],
                "macs" : 72
              }, {
                "name" : "flat",
                "type" : "flatten",
                "inputs" : [ "conv" ],
                "in" : [ 2, 2, 2 ],
                "out" : [ 8, 1, 1 ],
                "parameters" : [ ],
                "macs" : 0
              }, {
                "name" : "out",
                "type" : "output",
                "inputs" : [ "flat" ],
                "in" : [ 8, 1, 1 ],
                "out" : [ 3, 1, 1 ],
                "parameters" : [ {
                  "name" : "1_W",
                  "shape" : [ 8, 3 ],
                  "weight" : true
                } ],
                "macs" : 24
              } ],
              "channel_groups" : [ {
                "name" : "conv",
                "channels" : 2,
                "filters" : [ "0_W" ],
                "slices" : [ {
                  "parameter" : "0_W",
                  "axis" : 0,
                  "block" : 1
                }, {
                  "parameter" : "0_b",
                  "axis" : 1,
                  "block" : 1
                }, {
                  "parameter" : "1_W",
                  "axis" : 0,
                  "block" : 4
                } ]
              } ],
              "never_cut" : {
                "out" : "it is the network's answer"
              }
            }
            """);
  }
}
