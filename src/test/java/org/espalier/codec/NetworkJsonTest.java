package org.espalier.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.network.ChannelRole;
import org.espalier.network.Layer;
import org.espalier.network.Network;
import org.espalier.network.Parameter;
import org.espalier.network.Shape;
import org.junit.jupiter.api.Test;

class NetworkJsonTest {
  private static final Network NETWORK =
      new Network(
          new Shape(1, 4, 4),
          List.of(
              new Layer(
                  "conv",
                  "convolution",
                  ChannelRole.PRODUCES,
                  new Shape(1, 4, 4),
                  new Shape(2, 2, 2),
                  List.of(
                      new Parameter("0_W", List.of(2, 1, 3, 3), 0, 1, true),
                      new Parameter("0_b", List.of(1, 2), 1, Parameter.NONE, false)),
                  72),
              new Layer(
                  "out",
                  "output",
                  ChannelRole.PRODUCES,
                  new Shape(2, 2, 2),
                  Shape.flat(3),
                  List.of(new Parameter("1_W", List.of(8, 3), 1, 0, true)),
                  24)));

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
                "name" : "out",
                "type" : "output",
                "in" : [ 2, 2, 2 ],
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
                "filters" : "0_W",
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
              } ]
            }
            """);
  }
}
