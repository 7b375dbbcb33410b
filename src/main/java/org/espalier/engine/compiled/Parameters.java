package org.espalier.engine.compiled;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.espalier.engine.net.Net;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network's own parameters and gradients, for a program to work on where they lie. */
final class Parameters {
  private final Net net;
  private final Tape tape;
  private final FloatPointer values;
  private final FloatPointer slopes;

  Parameters(Net net, Tape tape) {
    this.net = net;
    this.tape = tape;
    this.values = start(net.flat());
    this.slopes = tape.purpose().keepsGradients() ? start(net.gradients()) : null;
  }

  private static FloatPointer start(INDArray flat) {
    return new FloatPointer(flat.data().pointer()).getPointer(flat.offset());
  }

  boolean has(String name) {
    return net.parameter(name) != null;
  }

  Tensor values(String name, memory.desc layout) {
    return tape.at(values.getPointer(position(name)), layout);
  }

  /** Where a parameter's gradient goes; null where it is kept nowhere. */
  Tensor slopes(String name, memory.desc layout) {
    return slopes == null ? null : tape.at(slopes.getPointer(position(name)), layout);
  }

  FloatBuffer valueView(String name) {
    return view(values, name);
  }

  FloatBuffer slopeView(String name) {
    return view(slopes, name);
  }

  private FloatBuffer view(FloatPointer flat, String name) {
    long length = net.parameter(name).length();
    return flat.getPointer(position(name)).capacity(length).asBuffer();
  }

  /** In the vector of all parameters, and in that of all gradients. */
  int position(String name) {
    return Math.toIntExact(net.parameter(name).offset() - net.flat().offset());
  }
}
