package org.espalier.network;

import java.io.Serializable;
import java.util.List;

/**
 * One layer as pruning sees it. What only joins or reshapes other layers' outputs is a layer too.
 *
 * @param name unique in the network
 * @param type what users call it: {@code convolution}, {@code dense}, {@code batch-norm} …
 * @param inputs names of the layers that flow in; the network's input has a name like them
 * @param flow what it does with channels
 * @param silence what it makes of a channel whose parameters are zero
 * @param nonlinear whether it ends in an activation function that is not linear
 * @param in shape for one image of what flows in, of the first where there are several
 * @param out shape for one image
 * @param parameters its arrays
 * @param fixed why none of its output channels can be cut, as with a network's answer; else null
 */
public record Layer(
    String name,
    String type,
    List<String> inputs,
    ChannelFlow flow,
    Silence silence,
    boolean nonlinear,
    Shape in,
    Shape out,
    List<Parameter> parameters,
    String fixed)
    implements Serializable {
  public Layer {
    inputs = List.copyOf(inputs);
    parameters = List.copyOf(parameters);
  }

  /** Multiply-adds for one image. */
  public long macs() {
    return parameters.stream().mapToLong(Parameter::macs).sum();
  }
}
